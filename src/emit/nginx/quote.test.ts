import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  comment,
  expression,
  fits,
  isPrintable,
  literal,
  mapKey,
  regex,
  socketAddress,
  text,
  variable,
  word,
} from './quote.ts';

/** Reads parameters as ngx_conf_read_token does, up to the `;`. */
function tokens(line: string): readonly string[] {
  const found: string[] = [];
  let at = 0;
  while (at < line.length) {
    while (line[at] === ' ') at += 1;
    if (line[at] === ';') return found;
    if (line[at] === '#' || line[at] === '{' || line[at] === '}') throw new Error('syntax');
    const quote = line[at] === '"' || line[at] === "'" ? line[at] : '';
    if (quote !== '') at += 1;
    let value = '';
    for (; at < line.length; at += 1) {
      const letter = line[at] ?? '';
      if (letter === '\\') {
        const next = line[at + 1] ?? '';
        const known = new Map([
          ['t', '\t'],
          ['r', '\r'],
          ['n', '\n'],
          ['"', '"'],
          ["'", "'"],
          ['\\', '\\'],
        ]);
        value += known.get(next) ?? `\\${next}`;
        at += 1;
      } else if (
        quote === '' ? letter === ' ' || letter === ';' || letter === '{' : letter === quote
      )
        break;
      else value += letter;
    }
    if (quote !== '') {
      at += 1;
      if (line[at] !== ' ' && line[at] !== ';')
        throw new Error('unexpected character after a quote');
    }
    found.push(value);
  }
  throw new Error('no end');
}

const printable = fc.string({ unit: 'grapheme-ascii', maxLength: 40 });
const nasty = fc.string({
  unit: fc.constantFrom(...Array.from('\\"\';{}#$ ~=@^a1ntr')),
  maxLength: 20,
});
const anyText = fc
  .oneof(printable, nasty, fc.string({ unit: 'grapheme', maxLength: 20 }))
  .filter(isPrintable);

function roundTrip(make: (value: string) => string, read: (token: string) => string): void {
  fc.assert(
    fc.property(anyText, (value) => {
      const [before, token = '', after] = tokens(`before ${make(value)} after;`);
      expect([before, after]).toEqual(['before', 'after']);
      expect(read(token)).toBe(value);
    }),
    { numRuns: 3000, seed: 11 },
  );
}

const dollars = (token: string): string => {
  expect(token.replaceAll('${gw_dollar}', '')).not.toContain('$');
  return token.replaceAll('${gw_dollar}', '$');
};

describe('tokens read back as what they were made of', () => {
  test('text', () => {
    roundTrip(text, dollars);
  });
  test('literal', () => {
    roundTrip(literal, (token) => token);
  });
  test('mapKey', () => {
    roundTrip(mapKey, (token) => token.slice(1));
  });
  test('regex', () => {
    roundTrip(regex, (token) => token.slice(1));
  });
  test('expression', () => {
    roundTrip(
      (value) => expression({ variable: variable('before') }, value, { variable: variable('end') }),
      (token) => dollars(token.replace(/^\$(?:before|\{before\})/, '').replace(/\$end$/, '')),
    );
  });
});

test('a variable before a letter gets braces', () => {
  expect(expression({ variable: variable('a') }, 'b')).toBe('"${a}b"');
  expect(expression({ variable: variable('a') }, '/b')).toBe('$a/b');
});

test.each(['\n', '\r', '\0', '\u007f', '\ud800'])('%j is refused', (value) => {
  for (const make of [text, literal, mapKey, regex, expression])
    expect(() => make(`a${value}b`)).toThrow();
});

test('a comment stays on its line', () => {
  expect(comment('a\nb\r\u0001\u2028c')).toBe('a?b???c');
});

test.each(['a b', 'x;', '"', '', '{'])('%j is no word', (value) => {
  expect(() => word(value)).toThrow();
});

test.each(['127.0.0.1:80', '80', '[::1]:80', 'svc.default.svc.cluster.local:80'])(
  '%s is an address',
  (value) => {
    expect(socketAddress(value)).toBe(value);
  },
);

test.each(['unix:/x', 'a:80;', '[x]:80', 'a', '$host:80'])('%s is no address', (value) => {
  expect(() => socketAddress(value)).toThrow();
});

test('a token of 4,094 bytes fits, a longer one does not', () => {
  expect(fits(text('a'.repeat(4094)))).toBe(true);
  expect(fits(text('a'.repeat(4095)))).toBe(false);
  expect(fits(text(`"${'a'.repeat(4091)}`))).toBe(false);
});
