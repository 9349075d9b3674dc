import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { repository } from '../support/fixtures.ts';
import { makeRepository } from './support/git-repository.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const route = (name: string, field = 'hostnames') =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: ${name}}\nspec: {${field}: [a.example.com]}\n`;

const gateway =
  'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: g}\nspec: {gatewayClassName: x, listeners: [{name: h, port: 80, protocol: HTTP}]}\n';

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

describe('the pre-commit hook', () => {
  const [hook] = parse(readFileSync(join(repository, '.pre-commit-hooks.yaml'), 'utf8')) as {
    readonly entry: string;
    readonly language: string;
  }[];

  /** What pre-commit does: the entry with the names of the changed files, in the repository's root. */
  function commit(files: Readonly<Record<string, string>>, changed: readonly string[]) {
    const folder = folderOf(files);
    const bin = temporaryFolder();
    symlinkSync(join(repository, 'dist/bin/gatewright.js'), join(bin, 'gatewright'));
    const [command = '', ...args] = hook?.entry.split(' ') ?? [];
    const path = `${bin}:${process.env['PATH'] ?? ''}`;
    const env = { PATH: path, NO_COLOR: '1' };
    return spawnSync(command, [...args, ...changed], { cwd: folder, env, encoding: 'utf8' });
  }

  test('lets what is right pass, whatever other files hold', () => {
    const files = { 'a.yaml': route('a'), 'b.yaml': route('b', 'hostNames') };
    expect(commit(files, ['a.yaml'])).toMatchObject({ status: 0 });
  });

  test('stops what is wrong', () => {
    const { status, stderr } = commit({ 'a.yaml': route('a', 'hostNames') }, ['a.yaml']);
    expect(status).toBe(1);
    expect(stderr).toContain('a.yaml:4:8');
  });

  test.each(['a.yaml', 'b.yaml'])(
    'sees that %s defines an object that another file has',
    (name) => {
      const { status, stderr } = commit({ 'a.yaml': route('a'), 'b.yaml': route('a') }, [name]);
      expect(status).toBe(1);
      expect(stderr).toContain('is defined twice');
    },
  );

  test('passes over YAML that is no manifest', () => {
    expect(commit({ 'a.yaml': 'on: push\n' }, ['a.yaml'])).toMatchObject({ status: 0 });
  });
});

describe('the GitHub Action', () => {
  interface Action {
    readonly inputs: Readonly<Record<string, { readonly default: string }>>;
    readonly runs: {
      readonly steps: readonly {
        readonly run: string;
        readonly env?: Readonly<Record<string, string>>;
      }[];
    };
  }
  const action = parse(readFileSync(join(repository, 'action.yml'), 'utf8')) as Action;

  /** What the runner does: each step's script in bash, inputs put into its variables. */
  function runSteps(
    folder: string,
    given: Readonly<Record<string, string>>,
    runner: Readonly<Record<string, string>> = {},
  ) {
    const inputs = Object.fromEntries(
      Object.entries(action.inputs).map(([name, input]) => [name, given[name] ?? input.default]),
    );
    const results = action.runs.steps.map(({ run, env = {} }) => {
      const variables = Object.fromEntries(
        Object.entries(env).map(([name, text]) => [
          name,
          text.replace(/\$\{\{ inputs\.([a-z-]+) \}\}/, (_, input: string) => inputs[input] ?? ''),
        ]),
      );
      return spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
        cwd: folder,
        env: {
          PATH: process.env['PATH'] ?? '',
          GITHUB_ACTION_PATH: repository,
          RUNNER_TEMP: folder,
          ...runner,
          ...variables,
        },
        encoding: 'utf8',
      });
    });
    return {
      statuses: results.map(({ status }) => status),
      stdout: results.map(({ stdout }) => stdout).join(''),
    };
  }

  test('annotates what is wrong and fails', () => {
    const folder = folderOf({ 'in/a.yaml': route('a', 'hostNames') });
    const { statuses, stdout } = runSteps(folder, { paths: 'in\n' });
    expect(statuses).toEqual([0, 0, 1]);
    expect(stdout).toMatch(/^::error file=in\/a\.yaml,line=4,/);
  });

  test('passes what is right, with settings, paths with blanks, and a report', () => {
    const folder = folderOf({
      'my routes/a.yaml': route('a'),
      'other.yaml': route('b', 'hostNames'),
      'gatewright.yaml': 'chanel: broken\n',
    });
    const { statuses } = runSteps(folder, {
      paths: 'my routes',
      config: 'none',
      sarif: 'out.sarif',
    });
    expect(statuses).toEqual([0, 0, 0]);
    expect(readFileSync(join(folder, 'out.sarif'), 'utf8')).toContain('"2.1.0"');
  });

  test('judges by the channel and the release that it is told', () => {
    const folder = folderOf({
      'a.yaml': route('a').replace('spec: {', 'spec: {rules: [{name: x}], '),
    });
    expect(runSteps(folder, {}).statuses).toEqual([0, 0, 0]);
    expect(runSteps(folder, { 'gateway-api-version': '1.0' }).statuses).toEqual([0, 0, 1]);
    expect(runSteps(folder, { channel: 'none' }).statuses).toEqual([0, 0, 2]);
  });

  test('runs nothing that an input says', () => {
    const folder = folderOf({ 'a.yaml': route('a') });
    const { statuses } = runSteps(folder, {
      paths: '$(touch hacked)\n`touch hacked`; touch hacked',
    });
    expect(statuses).toEqual([0, 0, 2]);
    expect(() => readFileSync(join(folder, 'hacked'))).toThrow('ENOENT');
  });

  test('compares with a revision, and puts the result into the summary', () => {
    const { folder, commit } = makeRepository();
    const attached = (host: string) =>
      `${gateway}---\n${route('a').replace('spec: {', 'spec: {parentRefs: [{name: g}], rules: [{backendRefs: [{name: s, port: 80}]}], ')}`.replace(
        'a.example',
        host,
      );
    commit({ 'in/all.yaml': attached('a.example') });
    commit({ 'in/all.yaml': attached('b.example') });
    const runner = { GITHUB_STEP_SUMMARY: join(folder, 'summary.md') };
    const given = { diff: 'HEAD^1', paths: 'in', 'diff-options': '--assume-services\n' };
    const { statuses, stdout } = runSteps(folder, given, runner);
    expect(statuses).toEqual([0, 0, 0]);
    expect(stdout).toContain('no pull request to comment on');
    const summary = readFileSync(join(folder, 'summary.md'), 'utf8');
    expect(summary).toMatch(/`b\.example\.com/);
    expect(runSteps(folder, { diff: '--version' }, runner).statuses[1]).toBe(2);
    expect(runSteps(folder, { diff: '$(touch hacked)' }, runner).statuses[1]).toBe(2);
    expect(() => readFileSync(join(folder, 'hacked'))).toThrow('ENOENT');
  });
});
