import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TargetName } from '../../src/diagnostics/diagnostic.ts';
import { everyRequest } from '../../src/support-document.ts';
import type { Capability } from '../../src/target/capability.ts';
import type { FeatureId } from '../../src/target/feature.ts';
import { featureTitles } from '../../src/target/feature-titles.ts';
import { targets } from '../../src/targets.ts';
import { allowed } from '../support/differential/allowed.ts';
import { repository } from '../support/fixtures.ts';
import { approximations, everywhere, tooFine, tooSlow, type Shown } from '../proxies/shown.ts';

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
  test('every numbered difference is shown or too fine, and no other', () => {
    const known = [...Object.keys(approximations[target]), ...tooFine[target]];
    expect(known.sort()).toEqual([...inexact(target)].sort());
  });

  test('by a test that is there', () => {
    const entries = Object.entries(approximations[target]);
    expect(entries.filter(([, where]) => !stands(where))).toEqual([]);
  });
});

test('nothing but rounded shares is too fine', () => {
  const summaries = names.flatMap((target) =>
    tooFine[target].map((feature) => targets[target].capabilities[feature].summary),
  );
  expect(summaries).not.toEqual([]);
  for (const summary of summaries)
    expect(summary).toEqual({
      level: 'approximated',
      how: expect.stringContaining('in steps of a millionth') as string,
      differs: expect.stringMatching(/^the shares? (?:is|are) rounded$/) as string,
    });
});

test('every sentence about all requests is shown, or would take too long', () => {
  const known = [...everywhere.map(([sentence]) => sentence), ...tooSlow];
  const about = (sentence: string) => known.filter((beginning) => sentence.startsWith(beginning));
  expect(everyRequest.filter((sentence) => about(sentence).length !== 1)).toEqual([]);
  expect(known).toHaveLength(everyRequest.length);
  expect(everywhere.filter(([, where]) => !stands(where))).toEqual([]);
});

test('what two proxies may differ in is told', () => {
  const support = readFileSync(path.join(repository, 'SUPPORT.md'), 'utf8');
  const reasons = allowed.flatMap(({ because }) => (because === null ? [] : [because]));
  expect(reasons.filter((reason) => !support.includes(reason))).toEqual([]);
});
