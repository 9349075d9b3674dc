import { RE2JS } from 're2js';
import { expect, test } from 'vitest';
import { parseRegex } from './index.ts';
import { matchesWhole } from './match.ts';

const bytes = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));
const names = [
  ...['alnum', 'alpha', 'ascii', 'blank', 'cntrl', 'digit', 'graph', 'lower', 'print', 'punct'],
  ...['space', 'upper', 'word', 'xdigit'],
];

function ours(source: string): readonly string[] {
  const parsed = parseRegex(source);
  if (parsed.kind === 'refused') throw new Error(parsed.reason);
  return bytes.filter((byte) => matchesWhole(parsed.regex, byte) === true);
}

/** RE2 on Latin-1 text, where a character is a byte. */
function reference(source: string): readonly string[] {
  const compiled = RE2JS.compile(source);
  return bytes.filter((byte) => compiled.matches(byte));
}

test.each([
  ...names.flatMap((name) => [`[[:${name}:]]`, `[[:^${name}:]]`, `[^[:${name}:]]`]),
  ...['d', 's', 'w', 'D', 'S', 'W'].flatMap((letter) => [`\\${letter}`, `[\\${letter}]`]),
  ...['[^\\D]', '[\\d-]', '[a\\-z]', '[]a]', '[^]a]', '[a-]', '[-a]', '[a-f0-9]', '[a^]', '[[]'],
  ...['[^\\W\\d]', '[\\x41-\\x5a]', '[\\101-\\132]', '[\\]]', '[[:alpha:]-]', '[.]', '[$]'],
  ...['\\a', '\\f', '\\n', '\\r', '\\t', '\\v', '\\x41', '\\x{7e}', '\\x{0041}', '\\0', '\\07'],
  ...[
    '\\012',
    '\\101',
    '\\377',
    '\\.',
    '\\-',
    '\\ ',
    '\\~',
    '\\!',
    '\\/',
    '\\@',
    '\\[',
    '\\`',
    '\\{',
  ],
  ...[
    '.',
    '(?s).',
    '(?s:.)',
    '(?-s).',
    '(?i)z',
    '(?i)[a-c]',
    '(?i)[^b]',
    '(?i)A',
    '(?i)[X-Z]',
    '(?i:q)',
  ],
  ...['(?i)@', '(?i)[`{]', '(?i)(?-i)a', '(?i-s).', '(?i)(?-i:a)', '(?:(?i)a)', '(?-i)a', '(?mi)a'],
  ...[
    '(?s-i).',
    '(?U).',
    '^a$',
    '(?m)^a$',
    '\\Aa\\z',
    '\\ba\\b',
    '\\B-\\B',
    '(?m)^\\n',
    '\\n(?m)^',
  ],
  ...[
    '(?m)$\\n',
    '$\\n',
    'a|b|c',
    'a|',
    '[ac]?',
    '\\Qa\\E',
    '\\Q.',
    '\\Q*\\E',
    'a{1}',
    'a{0}b',
    '{',
    'a{0,1}',
  ],
])('%s takes the bytes that RE2 takes', (source) => {
  expect(ours(source)).toEqual(reference(source));
});

test.each([
  ['\\pL', ['A', 'z', 'é', 'µ'], ['1', '_', '×']],
  ['\\PL', ['1', '×'], ['A', 'é']],
  ['\\p{Lu}', ['A', 'É'], ['a', 'é']],
  ['\\p{^Lu}', ['a'], ['A']],
  ['\\P{^Lu}', ['A'], ['a']],
  ['\\p{Latin}', ['A', 'é'], ['1']],
  ['[\\p{Lu}0-9]', ['A', '5'], ['a']],
  ['[^\\p{Lu}]', ['a'], ['A']],
])('%s takes the bytes of its Unicode class', (source, taken, left) => {
  const found = ours(source);
  expect(taken.filter((each) => !found.includes(each))).toEqual([]);
  expect(left.filter((each) => found.includes(each))).toEqual([]);
});

test.each([
  ['(?m)a$\\n^b', 'a\nb'],
  ['a$\\n^b', 'a\nb'],
  ['a\\b.b', 'a-b'],
  ['a\\B.b', 'a-b'],
  ['a\\B_', 'a_'],
  ['(?m)^', ''],
  ['\\b', ''],
  ['\\B', ''],
  ['a{2}', 'aa'],
  ['a{2}', 'aaa'],
  ['a{2,4}', 'aaaaa'],
  ['(?:ab){2,}', 'ab'],
  ['(?:ab){2,}', 'ababab'],
  ['a*?b+?', 'aabb'],
  ['a?b', 'aab'],
  ['\\Qa.b\\E+', 'a.bb'],
  ['\\Qa.b\\E+', 'a.ba.b'],
  ['\\Qab', 'ab'],
  ['(?i:\\Qa\\E)b', 'AB'],
  ['(?i)ab(?-i)c', 'ABc'],
  ['((?i)a)b', 'AB'],
  ['((?i)a)b', 'Ab'],
  ['(?P<n>a)(?<m_1>b)', 'ab'],
  ['a||b', ''],
  ['(|a)b', 'b'],
  ['(a|b)*c', 'abac'],
  ['a{2', 'a{2'],
  ['a{,2}', 'a{,2}'],
  ['a{x}', 'a{x}'],
])('%s on %j is what RE2 says', (source, text) => {
  const parsed = parseRegex(source);
  if (parsed.kind === 'refused') throw new Error(parsed.reason);
  expect(matchesWhole(parsed.regex, text)).toBe(RE2JS.compile(source).matches(text));
});

test('a [: that nothing closes is two members, as in RE2’s own parser', () => {
  expect(ours('[[:]')).toEqual([':', '[']);
});

test('an expression that is too large is not tried', () => {
  const parsed = parseRegex('(?:a{1000}b)'.repeat(110));
  expect(parsed.kind === 'ok' && matchesWhole(parsed.regex, 'a')).toBeNull();
});
