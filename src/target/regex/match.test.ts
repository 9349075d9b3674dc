import fc from 'fast-check';
import { RE2JS } from 're2js';
import { expect, test } from 'vitest';
import { parseRegex } from './index.ts';
import { matchesWhole } from './match.ts';

function matches(source: string, text: string): boolean | null {
  const parsed = parseRegex(source);
  if (parsed.kind === 'refused') throw new Error(parsed.reason);
  return matchesWhole(parsed.regex, text);
}

test.each([
  ['', '', true],
  ['a', 'ab', false],
  ['a|bc', 'bc', true],
  ['(?i)aB', 'Ab', true],
  ['[^a-c]x', 'dx', true],
  ['(?i)[^a-c]', 'B', false],
  ['a{2,3}', 'a', false],
  ['a{2,3}', 'aaa', true],
  ['a{2,}', 'aaaa', true],
  ['.', '\n', false],
  ['(?s).', '\n', true],
  ['\\ba\\b', 'a', true],
  ['a\\B', 'a', false],
  ['\\p{L}+', 'x\u00e9', true],
  ['\\p{Greek}', 'x', false],
])('%j on %j: %s', (source, text, expected) => {
  expect(matches(source, text)).toBe(expected);
});

test('takes linear time where others backtrack', () => {
  expect(matches('(a*)*b', 'a'.repeat(5000))).toBe(false);
});

const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', '(?:a|bc)', '(?:)', '\\d');
const piece = fc
  .tuple(atom, fc.constantFrom('', '*', '+', '?', '{2}', '{1,2}', '{0,}', '*?'))
  .map((parts) => parts.join(''));
const expression = fc
  .array(fc.oneof(piece, fc.constantFrom('|', '$', '^', '\\b')), { maxLength: 6 })
  .map((parts) => parts.join(''));

test('agrees with RE2', () => {
  fc.assert(
    fc.property(
      expression,
      fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '-') }),
      (source, text) => {
        let reference: boolean;
        try {
          reference = RE2JS.compile(source).matches(text);
        } catch {
          return;
        }
        expect([source, text, matches(source, text)]).toEqual([source, text, reference]);
      },
    ),
    { numRuns: 2000 },
  );
});
