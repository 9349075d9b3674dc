import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands/registry.ts';
import { run } from '../../src/cli/main.ts';
import { recordingIo } from './support/recording-io.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatewright-completion-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function scriptOf(shell: string): Promise<string> {
  const recording = recordingIo('/');
  expect(await run(['completion', shell], recording.io)).toBe(0);
  const file = join(folder, `completion.${shell}`);
  writeFileSync(file, recording.stdout());
  return file;
}

function output(program: string, args: readonly string[]): readonly string[] {
  const { stdout, stderr, status } = spawnSync(program, args, { encoding: 'utf8', cwd: folder });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout.split('\n').filter((line) => line !== '');
}

const missing = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status !== 0;

async function inBash(...words: string[]): Promise<readonly string[]> {
  const script = await scriptOf('bash');
  const list = words.map((word) => `'${word}'`).join(' ');
  return output('bash', [
    '--norc',
    '-c',
    `source ${script}; COMP_WORDS=(${list}); COMP_CWORD=${String(words.length - 1)}; _gatewright; printf '%s\\n' "\${COMPREPLY[@]}"`,
  ]);
}

describe('bash', () => {
  test('commands', async () => {
    expect(await inBash('gatewright', 'co')).toEqual(['compile', 'completion']);
    expect(await inBash('gatewright', '')).toEqual([
      ...commands.map(({ name }) => name),
      '--help',
      '--version',
    ]);
  });

  test('options and their values', async () => {
    expect(await inBash('gatewright', 'compile', '--ta')).toEqual(['--target']);
    expect(await inBash('gatewright', 'compile', '--target', 'n')).toEqual(['nginx']);
    expect(await inBash('gatewright', 'compile', '-t', 'e')).toEqual(['envoy']);
    expect(await inBash('gatewright', 'compile', '--target', '=', 'n')).toEqual(['nginx']);
    expect(await inBash('gatewright', 'get', '-o', '')).toEqual(['wide', 'json', 'yaml']);
    expect(await inBash('gatewright', 'get', 'gateways', '--fro')).toEqual(['--from']);
  });

  test('kinds and files', async () => {
    expect(await inBash('gatewright', 'describe', 'http')).toEqual(['httproutes']);
    writeFileSync(join(folder, 'a b.yaml'), '');
    expect(await inBash('gatewright', 'compile', 'a')).toEqual(['a b.yaml']);
  });
});

test.skipIf(missing('fish'))('fish', async () => {
  const script = await scriptOf('fish');
  const ask = (line: string) =>
    output('fish', ['--no-config', '-c', `source ${script}; complete -C '${line}'`]).map(
      (each) => each.split('\t')[0],
    );
  expect(ask('gatewright co')).toEqual(['compile', 'completion']);
  expect(ask('gatewright compile --target ')).toEqual(['all', 'envoy', 'nginx']);
  expect(ask('gatewright graph --foc')).toEqual(['--focus']);
});

// What zsh completes needs a terminal; that it reads the function as one does not.
test.skipIf(missing('zsh'))('zsh', async () => {
  const script = await scriptOf('zsh');
  expect(
    output('zsh', [
      '-f',
      '-c',
      `autoload -Uz compinit; compinit -D -u; source ${script}; whence -w _gatewright; print $_comps[gatewright]`,
    ]),
  ).toEqual(['_gatewright: function', '_gatewright']);
});

test('anything else is wrong', async () => {
  const recording = recordingIo('/');
  expect(await run(['completion', 'tcsh'], recording.io)).toBe(2);
  expect(recording.stderr()).toContain('bash, zsh, fish');
});
