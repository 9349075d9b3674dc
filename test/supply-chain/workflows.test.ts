import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { repository } from '../support/fixtures.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = path.join(repository, '.github/workflows');
const read = (file: string): string => readFileSync(file, 'utf8');
const files = readdirSync(folder).map((name) => path.join(folder, name));

/** What each job may do; everything else is refused. */
const allowed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'ci.yml test': { contents: 'read' },
  'release.yml build': { contents: 'read' },
  'release.yml publish': { 'id-token': 'write' },
};

describe.each(files.map((file) => [path.basename(file), read(file)] as const))(
  '%s',
  (name, text) => {
    const workflow = parse(text) as Workflow;
    const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

    test('starts with no permission, and gives each job what it needs', () => {
      expect(workflow.permissions).toEqual({});
      for (const [job, { permissions }] of Object.entries(workflow.jobs))
        expect(permissions).toEqual(allowed[`${name} ${job}`]);
    });

    test('never runs with the rights of the repository for a stranger’s pull request', () => {
      for (const event of ['pull_request_target', 'workflow_run', 'issue_comment'])
        expect(Object.keys(workflow.on)).not.toContain(event);
    });

    test('uses actions by commit, with the version beside it', () => {
      const lines = text.split('\n').filter((line) => /^\s*(- )?uses:/.test(line));
      expect(lines.length).toBe(steps.filter(({ uses }) => uses !== undefined).length);
      for (const line of lines)
        expect(line).toMatch(/uses: actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    });

    test('runs no script of a dependency, keeps no token in the checkout and takes nothing from a cache', () => {
      for (const { uses = '', run = '', with: given = {} } of steps) {
        if (/npm (ci|install|publish|pack)\b/.test(run)) expect(run).toContain('--ignore-scripts');
        if (uses.includes('/checkout@')) expect(given).toHaveProperty('persist-credentials', false);
        if (uses.includes('/setup-node@'))
          expect(given).toMatchObject({
            'package-manager-cache': false,
            'node-version': expect.stringMatching(/^\d+\.\d+\.\d+$/) as unknown,
          });
        expect(`${uses} ${Object.keys(given).join(' ')}`).not.toMatch(/cache@|(^| )cache( |$)/);
        // An expression in a script is put in as text: whoever names a branch would write commands.
        expect(run).not.toContain('${{');
      }
    });
  },
);

describe.each(['CI.md', 'README.md'])('examples of %s', (name) => {
  const text = read(path.join(repository, name));
  const used = [...text.matchAll(/^\s*(?:- )?uses: (.*)$/gm)].map(([, what]) => what ?? '');
  const others = used.filter((what) => !what.startsWith('gatewright/gatewright@v'));

  test('use actions of others by commit, with the version beside it', () => {
    expect(others.length).toBeGreaterThan(0);
    for (const what of others)
      expect(what).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('use the same commits as the workflows', () => {
    const workflows = files.map(read).join('\n');
    const shared = others.filter((what) =>
      workflows.includes(`uses: ${what.slice(0, what.indexOf('@') + 1)}`),
    );
    expect(shared.length).toBeGreaterThan(0);
    expect(shared.filter((what) => !workflows.includes(`uses: ${what}\n`))).toEqual([]);
  });
});

test('a release is built without the right to publish and published without the code', () => {
  const { on, jobs } = parse(read(path.join(folder, 'release.yml'))) as Workflow;
  expect(on).toEqual({ push: { tags: ['v*'] } });
  const scripts = (job: string) => jobs[job]?.steps.map(({ run = '' }) => run).join('\n') ?? '';
  expect(scripts('build')).toContain('cmp first/*.tgz second/*.tgz');
  expect(scripts('build')).toContain('npm sbom --sbom-format cyclonedx');
  expect(scripts('publish')).toContain('--provenance');
  expect(JSON.stringify(jobs['publish'])).not.toMatch(/checkout|NODE_AUTH_TOKEN|secrets\./);
});

test('action.yml uses no other action and puts no input into a script', () => {
  const { runs } = parse(read(path.join(repository, 'action.yml'))) as {
    readonly runs: { readonly steps: readonly Step[] };
  };
  expect(runs.steps.length).toBeGreaterThan(0);
  for (const { uses, run } of runs.steps) {
    expect(uses).toBeUndefined();
    expect(run).not.toContain('${{');
    if (/npm ci/.test(run ?? '')) expect(run).toContain('--ignore-scripts');
  }
});
