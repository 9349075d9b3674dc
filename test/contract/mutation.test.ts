import { readFileSync } from 'node:fs';
import path from 'node:path';
import glob from 'fast-glob';
import { describe, expect, test } from 'vitest';
import { groups, leastScore, mutated } from '../mutation/scope.mjs';
import { repository } from '../support/fixtures.ts';

// What `npm run mutation` wrote; it takes too long to run here.
const record = readFileSync(path.join(repository, 'test/mutation/RESULTS.md'), 'utf8');
const scores = new Map(
  [...record.matchAll(/^\| (\S+) \|(?: \d+ \|){5} (\S+) \|$/gm)].map(([, name, score]) => [
    name,
    score,
  ]),
);

describe('the record of mutation testing', () => {
  test.each([...Object.keys(groups), 'all'])('has enough mutants of %s killed', (group) => {
    expect(Number(scores.get(group))).toBeGreaterThanOrEqual(leastScore);
  });

  test('has all files that it is about, and no others', () => {
    const files = glob.sync([...mutated], { cwd: repository });
    const recorded = [...scores.keys()].filter((name) => name?.startsWith('src/'));
    expect(recorded.sort()).toEqual(files.sort());
  });
});
