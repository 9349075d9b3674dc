import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadAssets } from '../../src/assets/load.ts';
import { compile } from '../../src/compile.ts';
import { shuffled } from '../support/purity.ts';
import { expectedNames, expectedPath, listFixtures, outcomeOf } from '../support/fixtures.ts';

// What test/golden holds, without the file snapshots that only Vitest can make.
const assets = await loadAssets(['nginx', 'envoy']);

describe.each(listFixtures('').map((fixture) => [fixture.name, fixture] as const))(
  'golden %s',
  (_, fixture) => {
    const { inputs, options } = fixture;
    const outcome = (files: typeof inputs) =>
      Object.fromEntries(outcomeOf(compile(files, options, assets), files));
    const expected = () =>
      Object.fromEntries(
        expectedNames(fixture).map((name) => [
          name,
          readFileSync(expectedPath(fixture, name), 'utf8'),
        ]),
      );

    test('compiles to what is expected', () => {
      expect(outcome(inputs)).toEqual(expected());
    });

    test('does not depend on the order of files and documents', () => {
      // Findings stand in the order of their places.
      const apart = { 'diagnostics.txt': '' };
      expect({ ...outcome(shuffled(inputs)), ...apart }).toEqual({ ...expected(), ...apart });
    });
  },
);
