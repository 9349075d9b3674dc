import { expect, test } from 'vitest';
import { parseRegex } from '../../target/regex/index.ts';
import { pcreFullMatch, pcreLiteral, usesUnicodeClass } from './pcre.ts';

function printed(source: string): string {
  const parsed = parseRegex(source);
  if (parsed.kind === 'refused') throw new Error(parsed.reason);
  return pcreFullMatch(parsed.regex);
}

test.each([
  ['', '^(?:(?:))\\z'],
  ['a', '^(?:a)\\z'],
  ['a.b', '^(?:a[^\\n]b)\\z'],
  ['(?s).', '^(?:[\\x00-\\xff])\\z'],
  ['(?i)abc', '^(?:(?i:abc))\\z'],
  ['(?i)a', '^(?:(?i:a))\\z'],
  ['(?i)ab(?-i)c', '^(?:(?i:ab)c)\\z'],
  ['(?i)a.b', '^(?:(?i:a)[^\\n](?i:b))\\z'],
  ['[a-cx]', '^(?:[a-cx])\\z'],
  ['[^a\\]]', '^(?:[^a\\]])\\z'],
  ['(?i)[a-c]', '^(?:(?i:[a-c]))\\z'],
  ['\\d', '^(?:[0-9])\\z'],
  ['\\W', '^(?:[^0-9A-Z_a-z])\\z'],
  ['^\\A$\\z', '^(?:\\A\\A\\z\\z)\\z'],
  ['(?m)^$', '^(?:(?m:^)(?m:$))\\z'],
  ['\\b\\B', '^(?:\\b\\B)\\z'],
  ['a|bc|', '^(?:(?:a|bc|(?:)))\\z'],
  ['a*', '^(?:a*)\\z'],
  ['a+', '^(?:a+)\\z'],
  ['a?', '^(?:a?)\\z'],
  ['a{0,1}', '^(?:a?)\\z'],
  ['a{1}', '^(?:a{1})\\z'],
  ['a{1,1}', '^(?:a{1})\\z'],
  ['a{3}', '^(?:a{3})\\z'],
  ['a{2,}', '^(?:a{2,})\\z'],
  ['a{0,3}', '^(?:a{0,3})\\z'],
  ['a{1,3}', '^(?:a{1,3})\\z'],
  ['a*?', '^(?:a*?)\\z'],
  ['.*', '^(?:[^\\n]*)\\z'],
  ['[a]+', '^(?:[a]+)\\z'],
  ['(?i)[a]+', '^(?:(?:(?i:[a]))+)\\z'],
  ['(?i)a+', '^(?:(?:(?i:a))+)\\z'],
  ['(a|b)+', '^(?:(?:a|b)+)\\z'],
  ['(ab)+', '^(?:(?:ab)+)\\z'],
  ['(?:^)+', '^(?:(?:\\A)+)\\z'],
  // Groups lose their names, which would be variables of NGINX.
  ['(?P<host>a)', '^(?:a)\\z'],
  // The match limit keeps what backtracks from burning time.
  ['a*b*', '(*LIMIT_MATCH=50000)^(?:a*b*)\\z'],
])('%s becomes %s', (source, expected) => {
  expect(printed(source)).toBe(expected);
});

test.each([
  ['/a_b-c.d', '/a_b\\-c\\.d'],
  ['Az09 :,;=@~!%&\'<>"', 'Az09 :,;=@~!%&\'<>"'],
  ['$^*+?()[]{}|\\#`', '\\$\\^\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|\\\\\\#\\`'],
  ['\u0001\u001f\u007f', '\\x01\\x1f\\x7f'],
  ['é', '\\xc3\\xa9'],
  ['', ''],
])('the text %j is written %s', (value, expected) => {
  expect(pcreLiteral(value)).toBe(expected);
});

test('every literal is matched by itself alone, read by JavaScript’s engine', () => {
  for (let byte = 0; byte < 0x80; byte++) {
    const letter = String.fromCharCode(byte);
    const pattern = new RegExp(`^${pcreLiteral(letter)}$`);
    for (let other = 0; other < 0x80; other++)
      expect(pattern.test(String.fromCharCode(other))).toBe(other === byte);
  }
});

test.each([
  ['\\pL', true],
  ['a\\pL', true],
  ['a|[\\pL]', true],
  ['(?:\\pL)*', true],
  ['[a\\pL]', true],
  ['[a-z]', false],
  ['(?:a|b.)*', false],
])('%s needs Unicode: %s', (source, expected) => {
  const parsed = parseRegex(source);
  expect(parsed.kind === 'ok' && usesUnicodeClass(parsed.regex.node)).toBe(expected);
});
