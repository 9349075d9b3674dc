import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { riskMeanings } from '../../src/diff/risk.ts';
import { diffOptions } from '../../src/cli/args/options.ts';
import { repository } from '../support/fixtures.ts';

const read = (file: string): string => readFileSync(path.join(repository, file), 'utf8');

describe('CI.md', () => {
  const blocks = [...read('CI.md').matchAll(/```yaml\n([\s\S]*?)```/g)].map(
    ([, text = '']) => text,
  );

  test('holds YAML', () => {
    expect(blocks.length).toBe(9);
    for (const block of blocks) expect(parse(block)).toBeTypeOf('object');
  });

  test('uses inputs that the Action has and options that diff has', () => {
    const { inputs } = parse(read('action.yml')) as { readonly inputs: object };
    const { jobs } = parse(blocks[0] ?? '') as {
      readonly jobs: {
        readonly manifests: { readonly steps: readonly { readonly with: object }[] };
      };
    };
    const given = Object.keys(jobs.manifests.steps[1]?.with ?? {});
    expect(given.filter((name) => !Object.keys(inputs).includes(name))).toEqual([]);
    const known = [...diffOptions.map(({ name }) => name), 'no-config'];
    for (const [, options = ''] of read('CI.md').matchAll(/gatewright(?:@\S+)? diff ([^\n]*)/g))
      for (const [, name = ''] of options.matchAll(/--([a-z-]+)/g)) expect(known).toContain(name);
  });
});

test('the Containerfile runs what the package has, as a user without rights', () => {
  const text = read('Containerfile');
  expect(text).toMatch(/^ARG NODE=\S+:\d+\.\d+\.\d+-/m);
  expect(text).toMatch(/^USER node$/m);
  expect(text).toContain(
    `"/opt/gatewright/${(JSON.parse(read('package.json')) as { bin: { gatewright: string } }).bin.gatewright}"`,
  );
});

test('README.md says what the risks mean', () => {
  for (const [risk, meaning] of Object.entries(riskMeanings))
    expect(read('README.md')).toContain(`| ${risk} | ${meaning} |`);
});
