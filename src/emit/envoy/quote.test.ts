import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, test } from 'vitest';
import { parseRegex } from '../../target/regex/index.ts';
import { InternalError } from '../../util/invariant.ts';
import {
  formatText,
  headerOperator,
  isPlainHeaderName,
  isReadable,
  plain,
  re2,
  re2EscapedPath,
  re2Literal,
  re2Parsed,
  re2Sequence,
  re2Substitution,
} from './quote.ts';

// Mostly what the languages give a meaning to.
const printable = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...Array.from('%()\\$^.*+?[]{}|0123456789EQ')),
    fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 1 }),
  ),
});
const readable = printable.filter(isReadable);

/** Envoy's formatter: `%%` is a percent sign, any other `%` starts a command. */
function format(text: string): string {
  return text.replace(/%(.?)/gs, (_, next: string) => {
    if (next !== '%') throw new Error('a command');
    return '%';
  });
}

/** Envoy's substitution: a backslash escapes itself or names a group. */
function substitute(text: string): string {
  return text.replace(/\\(.?)/gs, (_, next: string) => {
    if (next !== '\\') throw new Error('a group');
    return '\\';
  });
}

describe('round trips', () => {
  test('formatted text', () => {
    fc.assert(fc.property(readable, (text) => format(formatText(text)) === text));
  });

  test('substitutions', () => {
    fc.assert(fc.property(readable, (text) => substitute(re2Substitution(text)) === text));
  });

  test('literals match themselves and nothing else', () => {
    fc.assert(
      fc.property(readable, printable, (text, other) => {
        const literal = RE2JS.compile(re2Literal(text), RE2JS.DOTALL);
        expect(literal.matches(text)).toBe(true);
        expect(literal.matches(other)).toBe(text === other);
      }),
    );
  });

  test('literals are what our own parser takes', () => {
    fc.assert(fc.property(readable, (text) => parseRegex(re2Literal(text)).kind === 'ok'));
  });
});

test('a path matches in each of its spellings', () => {
  const pattern = RE2JS.compile(re2EscapedPath('/Caf%C3%A9.x+)%25'));
  const matching = ['/Caf%C3%A9.x+)%25', '/Caf%c3%a9.x%2B%29%25', '/Caf%c3%a9.x%2b)%25'];
  const others = [
    '/caf%C3%A9.x+)%25',
    '/Caf%C3%A9_x+)%25',
    '/Caf%C3%A9.xx)%25',
    '/Caf%C3%A9%2Ex+)%25',
  ];
  expect(matching.map((path) => pattern.matches(path))).toEqual([true, true, true]);
  expect(others.map((path) => pattern.matches(path))).toEqual([false, false, false, false]);
});

test('an empty expression is written as one that Envoy takes', () => {
  const parsed = parseRegex('');
  expect(parsed.kind === 'ok' && re2Parsed(parsed.regex)).toBe('(?:)');
});

test.each([
  ['lone surrogate', '\ud800'],
  ['NUL', 'a\0'],
])('refuses a %s', (_, text) => {
  for (const make of [plain, formatText, re2Literal, re2Substitution])
    expect(() => make(text)).toThrow(InternalError);
});

test('what is readable is written as it is', () => {
  expect(plain('%a\\é')).toBe('%a\\é');
  const parsed = parseRegex('a.b');
  expect(parsed.kind === 'ok' && re2Parsed(parsed.regex)).toBe('a.b');
  expect(re2Sequence(re2.start, re2Literal('a.'), re2.everything)).toBe('^a\\.^.*$');
});

test('a path fits whichever way its characters are spelled', () => {
  const path = RE2JS.compile(re2EscapedPath('/caf%C3%A9+~'));
  for (const spelled of ['/caf%c3%a9+~', '/caf%C3%A9%2B%7e', '/caf%C3%a9%2b~'])
    expect(path.matches(spelled)).toBe(true);
  for (const other of ['/cafe+~', '/caf%C3%A9-~', '/caf%C3%A9+~~', '/%63af%C3%A9+~'])
    expect(path.matches(other)).toBe(false);
});

test.each([
  ['x-user', true],
  ["a1!#$&'*+-.^_`|~", true],
  ['', false],
  ['x user', false],
  ['x:user', false],
  ['user?', false],
  [')user', false],
  ['%x', false],
])('%j is a header that a formatter reads as a name: %s', (name, expected) => {
  expect(isPlainHeaderName(name)).toBe(expected);
  if (expected) expect(headerOperator('REQ', name)).toBe(`%REQ(${name})%`);
  else expect(() => headerOperator('REQ', name)).toThrow(InternalError);
});

test.each([
  ['x-user', true],
  ['h', true],
  ['hosts', true],
  ['content-lengt', true],
  ['content-typ', true],
  ['cookie', true],
  ['t', true],
  ['host', false],
  ['content-length', false],
  ['transfer-encoding', false],
])('%s may be copied: %s', (name, expected) => {
  expect(RE2JS.compile(re2.notFraming).matches(name)).toBe(expected);
});

test.each([
  ['/', false],
  ['/a', false],
  ['/a.;b', false],
  ['/a/...', false],
  ['/..;x', true],
  ['/a/.;', true],
  ['/a/..', true],
  ['/a/./b', true],
  ['/a//b', true],
  ['/a/..%3bx', true],
  ['/a/..%3Bx', true],
  ['/%00', true],
  ['/%1f', true],
  ['/%7F', true],
  ['/%7E', false],
  ['/%2B', false],
  ['/%2f', true],
  ['/%5C', true],
  ['/%41', true],
  ['/%2e', true],
  ['/%C0%AF', true],
  ['/%C3%A9', false],
  ['/\\', true],
  ['/%', true],
  ['/%4', true],
  ['/%g1', true],
  ['/%4?', true],
  ['/a?%/../', false],
])('the path %s has two readings: %s', (path, expected) => {
  // RE2JS has no name for a byte.
  const fits = (pattern: string) =>
    RE2JS.compile(pattern.replaceAll('\\C', '(?s:.)')).matches(path);
  expect(!fits(re2.readablePath) || fits(re2.dottedPath)).toBe(expected);
});

test.each<readonly [keyof typeof re2, string, boolean]>([
  ['slashes', '//', true],
  ['slashes', '/a', false],
  ['pathRest', '', true],
  ['pathRest', '/a', true],
  ['pathRest', 'a', false],
  ['trace', 'TRACE', true],
  ['hostWithPort', 'a:80', true],
  ['hostWithPort', 'a', false],
  ['anyOrigin', 'https://a', true],
  ['hostHeader', 'Host', true],
  ['hostHeader', ':authority', true],
  ['hostHeader', 'x', false],
  ['labels', 'a.b', true],
  ['labels', 'a:80', false],
  ['labels', '', false],
])('%s on %j: %s', (name, text, expected) => {
  expect(RE2JS.compile(re2[name]).matches(text)).toBe(expected);
});
