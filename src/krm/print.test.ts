import fc from 'fast-check';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { escapeForTerminal } from '../diagnostics/render/escape.ts';
import { printObject } from './print.ts';

const controls = [
  ...Array.from({ length: 0x20 }, (_, code) => code),
  ...Array.from({ length: 0x21 }, (_, code) => 0x7f + code),
  ...[0xad, 0x61c, 0x180e, 0x200b, 0x200f, 0x2028, 0x2029, 0x202e, 0x2066, 0xfeff, 0xfff9, 0xe0041],
].map((code) => String.fromCodePoint(code));

/** What a terminal would act upon, line feeds and tabs aside. */
function acting(text: string): string {
  return Array.from(text)
    .filter((character) => character !== '\n' && character !== '\t')
    .filter((character) => character !== (escapeForTerminal(character) as string))
    .join('');
}

test.each(controls.map((control) => [JSON.stringify(control), control]))(
  'nothing that a terminal acts upon: %s',
  (_, control) => {
    const object = {
      [`key${control}`]: `one${control}two`,
      lines: [`first\n${control}second\n`, control, `${control}\t"\\x1b`],
    };
    const text = printObject(object);
    expect(acting(text)).toBe('');
    expect(parse(text)).toEqual(object);
    expect(parse(text, { version: '1.1' })).toEqual(object);
    expect(load(text)).toEqual(object);
  },
);

test('any text comes back as it was', () => {
  const part = fc.constantFrom(...controls, '\\', '"', "'", '#', ': ', '- ', ' ', 'a', 'ü', '🦊');
  const text = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, fc.array(text), (key, value, list) => {
      const object = { [`k${key}`]: value, list };
      const printed = printObject(object);
      expect(acting(printed)).toBe('');
      expect(parse(printed)).toEqual(object);
    }),
    { numRuns: 1000, seed: 3 },
  );
});

test('plain text stays as it is', () => {
  expect(printObject({ a: 'x', b: 'one\ntwo\n', c: 'yes' })).toBe(
    'a: x\nb: |\n  one\n  two\nc: "yes"\n',
  );
});
