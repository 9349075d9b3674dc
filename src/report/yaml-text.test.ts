import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { yamlText } from './yaml-text.ts';

const text = fc.string({
  unit: fc.constantFrom(
    ...Array.from(':#[]vso \n\r\t"\'-\u001b\u009b\u202e\u200b\ufeff\u2028aé🚀'),
    '\u{e0041}',
    '::',
    '##',
  ),
  maxLength: 12,
});

test('YAML reads back as it was, and nothing in it is obeyed', () => {
  fc.assert(
    fc.property(
      fc.dictionary(text, fc.oneof(text, fc.array(text), fc.dictionary(text, text))),
      (value) => {
        const printed = yamlText(value);
        expect(parse(printed)).toEqual(value);
        expect(printed).not.toMatch(
          /^\s*::|##|[\u001b\u009b\u202e\u200b\ufeff\u2028\r]|\u{e0041}/mu,
        );
      },
    ),
    { numRuns: 2000, seed: 5 },
  );
});

test('plain text stays plain', () => {
  expect(yamlText({ kind: 'Gateway', list: [{ a: 1 }] })).toBe('kind: Gateway\nlist:\n  - a: 1\n');
});
