import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadAssets } from '../../src/assets/load.ts';
import { compile } from '../../src/compile.ts';
import { expectedNames, expectedPath, listFixtures, outcomeOf } from '../support/fixtures.ts';

// The first half of test/golden, without the file snapshots that only Vitest can make.
const assets = await loadAssets(['nginx', 'envoy']);

describe.each(listFixtures('').map((fixture) => [fixture.name, fixture] as const))(
  'golden %s',
  (_, fixture) => {
    test('compiles to what is expected', () => {
      const outcome = outcomeOf(compile(fixture.inputs, fixture.options, assets), fixture.inputs);
      const expected = new Map(
        expectedNames(fixture).map((name) => [
          name,
          readFileSync(expectedPath(fixture, name), 'utf8'),
        ]),
      );
      expect(Object.fromEntries(outcome)).toEqual(Object.fromEntries(expected));
    });
  },
);
