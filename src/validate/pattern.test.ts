import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makePattern, type PatternTable } from './pattern.ts';

const tables = createRequire(import.meta.url)('./generated/patterns.cjs') as Readonly<
  Record<string, PatternTable>
>;

/** Texts that are nearly right: of the pattern's own characters, and of some that few patterns allow. */
function texts(source: string): fc.Arbitrary<string> {
  const parts = [
    'a',
    'Z',
    'k',
    '0',
    '-',
    '.',
    '*',
    '/',
    ':',
    ' ',
    '\t',
    '\n',
    'é',
    '\u212a',
    '😀',
    '\ud800',
  ];
  const words = source.match(/[A-Za-z]{2,}/g) ?? [];
  return fc
    .array(fc.constantFrom(...parts, ...words, ...Array.from(source)), { maxLength: 14 })
    .map((list) => list.join(''));
}

describe.each(Object.entries(tables))('%s', (key, table) => {
  const [flags, source] = [key.slice(0, key.indexOf('/')), key.slice(key.indexOf('/') + 1)];

  test('accepts what the regular expression finds', () => {
    const pattern = makePattern(table);
    const expression = new RegExp(source, flags);
    fc.assert(
      fc.property(texts(source), (text) => {
        expect([text, pattern.test(text)]).toEqual([text, expression.test(text)]);
      }),
      { numRuns: 2000, seed: 1 },
    );
  });
});

test('every pattern of the CRDs is there, also the one that backtracks without end elsewhere', () => {
  expect(Object.keys(tables).length).toBeGreaterThan(25);
  const header = tables['u/^[!-~]+([\\t ]?[!-~]+)*$'];
  expect(header === undefined).toBe(false);
  if (header === undefined) return;
  expect(makePattern(header).test(`${'a'.repeat(100_000)}\u0000`)).toBe(false);
});
