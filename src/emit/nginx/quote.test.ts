import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  comment,
  dollar,
  empty,
  expression,
  fits,
  isPrintable,
  literal,
  mapKey,
  reference,
  regex,
  socketAddress,
  text,
  unixSocket,
  variable,
  word,
  type Part,
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

test.each([
  ['/a/b.c_D-9:x*', '/a/b.c_D-9:x*'],
  ['*.example.com', '*.example.com'],
  ['', '""'],
  ['-a', '"-a"'],
  [':80', '":80"'],
  ['a b', '"a b"'],
  ['a;', '"a;"'],
  [';a', '";a"'],
  ['~a', '"~a"'],
  ['a$b', '"a$b"'],
  ['a"\\', '"a\\"\\\\"'],
])('the literal %j is written %s', (value, token) => {
  expect(literal(value)).toBe(token);
});

test.each<readonly [readonly Part[], string]>([
  [[], '""'],
  [['a'], 'a'],
  [['a b'], '"a b"'],
  [['-a'], '"-a"'],
  [['a-b:c'], 'a-b:c'],
  [['a;'], '"a;"'],
  [['$x'], '"${gw_dollar}x"'],
  [[{ variable: variable('host') }], '$host'],
  [[{ variable: variable('a') }, { variable: variable('b') }], '$a$b'],
  [[{ variable: variable('a') }, '-b'], '$a-b'],
  [[{ variable: variable('a') }, '_b'], '"${a}_b"'],
  [['http://', { variable: variable('a') }], 'http://$a'],
])('the expression %j is written %s', (parts, token) => {
  expect(expression(...parts)).toBe(token);
});

test('a dollar is a variable in text, and nothing in a literal', () => {
  expect(text('a$b')).toBe('"a${gw_dollar}b"');
  expect(text('ab')).toBe('ab');
  expect(reference(dollar)).toBe('$gw_dollar');
  expect(empty).toBe('""');
});

test.each(['a', 'a_1', 'request_uri'])('%s is a variable', (name) => {
  expect(variable(name)).toBe(name);
});

test.each(['', 'A', '1a', '_a', 'a-b', 'a b', 'a$', '{a'])('%j is no variable', (name) => {
  expect(() => variable(name)).toThrow('not a variable name');
});

test.each(['off', '@name', '60s', '~^/a?$', 'http_500', 'a=b:c*', '-'])('%s is a word', (value) => {
  expect(word(value)).toBe(value);
});

test.each(['a b', 'x;', 'x{', '}x', ''])('what is not a word is refused: %j', (value) => {
  expect(() => word(value)).toThrow('not a plain word');
});

test.each(['a.example:65535', '[2001:db8::1.2.3.4]:1'])('%s is an address, too', (value) => {
  expect(socketAddress(value)).toBe(value);
});

test.each(['', 'a:', 'a:123456', 'x 80', '80 x', '[::1]', '[:80', '::1:80', 'a;:80', ' a:80'])(
  'an address is refused: %j',
  (value) => {
    expect(() => socketAddress(value)).toThrow('not an address with a port');
  },
);

test('a Unix socket has an absolute path of plain letters', () => {
  expect(unixSocket('/run/a_b-c.sock')).toBe('unix:/run/a_b-c.sock');
  for (const path of ['run/a', '/', '/a b', '/a;', '', 'x/a'])
    expect(() => unixSocket(path)).toThrow('not a path of a socket');
});

test.each([
  ['default', '"\\\\default"'],
  ['~a', '"\\\\~a"'],
  ['a"', '"\\\\a\\""'],
])('the map key %j is written %s', (value, token) => {
  expect(mapKey(value)).toBe(token);
});

test.each<readonly [string, '~' | '', string]>([
  ['^/a\\.b$', '~', '"~^/a\\.b$"'],
  ['^/a', '', '"^/a"'],
  ['\\t', '~', '"~\\\\t"'],
  ['\\r\\n\\d', '~', '"~\\\\r\\\\n\\d"'],
  ['a"\\"', '~', '"~a\\"\\\\\\""'],
  ['a\\', '~', '"~a\\\\"'],
])('the pattern %j with %j is written %s', (pattern, prefix, token) => {
  expect(regex(pattern, prefix)).toBe(token);
});

test('what cannot be printed says why', () => {
  expect(() => literal('a\n b')).toThrow('control characters cannot be written to nginx.conf');
  expect(() => regex('\n')).toThrow('control characters cannot be written to nginx.conf');
  expect(['a', 'é\u{1f600}', ''].map(isPrintable)).toEqual([true, true, true]);
});

test('a comment keeps what ASCII can show', () => {
  expect(comment(' a~é;#')).toBe(' a~?;#');
});

test('letters count by their bytes', () => {
  expect(fits(literal('é'.repeat(2046)))).toBe(true);
  expect(fits(literal('é'.repeat(2047)))).toBe(false);
});
