import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadAssets } from '../../src/assets/load.ts';
import { compile } from '../../src/compile.ts';
import { expectedNames, expectedPath, listFixtures, outcomeOf } from '../support/fixtures.ts';
import { deepFreeze, shuffled } from '../support/purity.ts';

const assets = await loadAssets(['nginx', 'envoy']);
const fixtures = listFixtures();
// Set by `npm run golden`; CI never writes.
const updating = process.env['GOLDEN'] === 'update';

test('there are fixtures', () => {
  expect(fixtures.length).toBeGreaterThan(0);
});

describe.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', (_, fixture) => {
  const { inputs, options } = fixture;

  test('compiles to what is expected, no more and no less', async () => {
    const outcome = outcomeOf(compile(inputs, options, assets), inputs);
    const names = [...outcome.keys()].sort();
    if (updating)
      for (const stale of expectedNames(fixture).filter((name) => !outcome.has(name)))
        rmSync(expectedPath(fixture, stale));
    else expect(names).toEqual(expectedNames(fixture));
    for (const name of names)
      await expect(outcome.get(name)).toMatchFileSnapshot(expectedPath(fixture, name));
  });

  test('does not depend on the order of files and documents, and changes nothing that it is given', () => {
    const frozen = deepFreeze(structuredClone(inputs));
    const before = outcomeOf(compile(frozen, deepFreeze(structuredClone(options)), assets), inputs);
    const mixed = shuffled(inputs);
    const after = outcomeOf(compile(mixed, options, assets), mixed);
    const files = (outcome: ReadonlyMap<string, string>) =>
      [...outcome].filter(([name]) => name !== 'diagnostics.txt').sort();
    expect(files(after)).toEqual(files(before));
  });
});
