import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TargetName } from '../../src/diagnostics/diagnostic.ts';
import { numberedDifferences } from '../../src/support-differences.ts';
import type { Capability } from '../../src/target/capability.ts';
import { requestDifferences } from '../../src/target/differences.ts';
import { everyRequest } from '../../src/target/every-request.ts';
import type { FeatureId } from '../../src/target/feature.ts';
import { featureTitles } from '../../src/target/feature-titles.ts';
import { pathTable } from '../../src/target/path-table.ts';
import { targets } from '../../src/targets.ts';
import { allowed } from '../support/differential/allowed/allowed.ts';
import { repository } from '../support/fixtures.ts';
import { approximations, everywhere, ofEveryRequest, type Shown } from '../proxies/shown.ts';

// Whatever SUPPORT.md says about differences is shown by a test on the real proxies.

const features = Object.keys(featureTitles) as FeatureId[];
const names = Object.keys(targets) as TargetName[];

function inexact(target: TargetName): readonly FeatureId[] {
  return features.filter((feature) => {
    const row = targets[target].capabilities[feature] as Capability<FeatureId>;
    return row.summary.level !== 'exact';
  });
}

function stands({ file, words }: Shown): boolean {
  return readFileSync(path.join(repository, 'test/proxies', file), 'utf8').includes(words);
}

describe.each(names)('%s', (target) => {
  test('every numbered difference is shown, and no other', () => {
    expect(Object.keys(approximations[target]).sort()).toEqual([...inexact(target)].sort());
  });

  test('by a test that is there', () => {
    const entries = Object.entries(approximations[target]);
    expect(entries.filter(([, where]) => !stands(where))).toEqual([]);
  });
});

test('every sentence about all requests is shown', () => {
  const known = everywhere.map(([sentence]) => sentence);
  const about = (says: string) => known.filter((beginning) => says.startsWith(beginning));
  expect(everyRequest.filter(({ says }) => about(says).length !== 1)).toEqual([]);
  expect(known).toHaveLength(everyRequest.length);
  expect(everywhere.filter(([, where]) => !stands(where))).toEqual([]);
});

describe('differences of every request', () => {
  test('each is shown by a test that is there', () => {
    expect(Object.keys(ofEveryRequest).sort()).toEqual(Object.keys(requestDifferences).sort());
    const entries = Object.entries(ofEveryRequest);
    expect(entries.filter(([, where]) => !stands(where))).toEqual([]);
  });

  test('each stands beside what holds', () => {
    const named = everyRequest.flatMap(({ but }) => but);
    expect([...named].sort()).toEqual(Object.keys(requestDifferences).sort());
  });

  test('the table of paths shows those that it is said to show', () => {
    const said = Object.entries(ofEveryRequest).flatMap(([id, { words }]) =>
      words === 'pathTable' ? [id] : [],
    );
    const cells = pathTable.flatMap(({ strict, normalize }) => [strict, normalize]);
    const shown = cells.flatMap((cell) => (typeof cell === 'object' ? [cell.difference] : []));
    expect([...new Set(shown)].sort()).toEqual(said.sort());
  });
});

describe('what two proxies may differ in', () => {
  const support = readFileSync(path.join(repository, 'SUPPORT.md'), 'utf8');
  const numbered = [...numberedDifferences.values()];

  test.each(allowed.map(({ id, because }) => [id, because] as const))('%s', (_, because) => {
    expect(because).not.toEqual([]);
    for (const ref of because) {
      const found = numberedDifferences.get(ref);
      expect(found, ref).toBeDefined();
      expect(support).toContain(`\n${String(found?.number)}. ${String(found?.text)}\n`);
    }
  });

  test('every number is there once and means one difference', () => {
    const section = /\n## Differences\n([^]*?)\n## /.exec(support)?.[1] ?? '';
    const numbers = [...section.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number));
    expect(numbers).toEqual(numbered.map((_, position) => position + 1));
    expect(numbers).toHaveLength(
      names.flatMap(inexact).length + Object.keys(requestDifferences).length,
    );
  });
});
