import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, test } from 'vitest';
import { parseRegex } from '../../target/regex/index.ts';
import { InternalError } from '../../util/invariant.ts';
import {
  formatText,
  isReadable,
  plain,
  re2EscapedPath,
  re2Literal,
  re2Parsed,
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
