import { expect, test } from 'vitest';
import { parseRegex } from './index.ts';

test.each([
  ['(?=a)', 'RE2 has no look-ahead'],
  ['(?!a)', 'RE2 has no look-ahead'],
  ['(?<=a)', 'RE2 has no look-behind'],
  ['(?<!a)', 'RE2 has no look-behind'],
  ['(?>a)', 'RE2 has no atomic groups'],
  ['(?#a)', 'RE2 has no comments'],
  ['(?(1)a)', 'RE2 has no conditionals'],
  ['(?|a)', 'RE2 has no branch reset'],
  ['(?P=n)', 'RE2 has no back-references or recursion'],
  ['(?P>n)', 'RE2 has no back-references or recursion'],
  ['(?R)', 'RE2 has no recursion'],
  ['(?C1)', 'RE2 has no callouts'],
  ['(*FAIL)', 'RE2 has no (*VERB)'],
  ['(?<>a)', 'a group name is not valid'],
  ['(?P<a-b>c)', 'a group name is not valid'],
  ['(?P<a', 'a group name is not valid'],
  [`(?P<${'a'.repeat(129)}>c)`, 'a group name is not valid'],
  ['(?', 'a ( is not closed'],
  ['(?i', 'a ( is not closed'],
  ['(a', 'a ( is not closed'],
  ['(?i-)a', 'a (? group is not RE2 syntax'],
  ['(?-)a', 'a (? group is not RE2 syntax'],
  ['(?--i)a', 'a (? group is not RE2 syntax'],
  ['(?i-s-m)a', 'a (? group is not RE2 syntax'],
  ['(?x)a', 'a (? group is not RE2 syntax'],
  ['(?i;)a', 'a (? group is not RE2 syntax'],
  ['a)', 'a ) has no ('],
  ['\\1', 'RE2 has no back-references'],
  ['\\8', 'RE2 has no escape sequence \\8'],
  ['\\Z', 'RE2 has no escape sequence \\Z'],
  ['[\\b]', 'RE2 has no escape sequence \\b'],
  ['\\G', 'RE2 has no escape sequence \\G'],
  ['\\é', 'RE2 has no escape sequence \\xc3'],
  ['\\x4', '\\x needs two hexadecimal digits'],
  ['\\xg0', '\\x needs two hexadecimal digits'],
  ['\\x{}', '\\x{ needs hexadecimal digits and }'],
  ['\\x{41', '\\x{ needs hexadecimal digits and }'],
  ['\\x{4g}', '\\x{ needs hexadecimal digits and }'],
  ['\\x{000000041}', '\\x{ needs hexadecimal digits and }'],
  ['\\x{100}', 'characters above \\xFF cannot be named by number'],
  ['\\777', 'characters above \\xFF cannot be named by number'],
  ['\\p', '\\p needs a class name'],
  ['\\p{Lu', '\\p{ is not closed'],
  ['\\p{}', '\\p needs the name of a Unicode class'],
  ['\\p{lu}', '\\p needs the name of a Unicode class'],
  ['\\p{L-u}', '\\p needs the name of a Unicode class'],
  ['\\p1', '\\p needs the name of a Unicode class'],
  [`\\p{L${'a'.repeat(41)}}`, '\\p needs the name of a Unicode class'],
  ['\\', 'it ends in a backslash'],
  ['[\\', 'it ends in a backslash'],
  ['[', 'a [ is not closed'],
  ['[^', 'a [ is not closed'],
  ['[]', 'a [ is not closed'],
  ['[a-', 'a [ is not closed'],
  ['[z-a]', 'a range inside [ ] is out of order'],
  ['[a-\\d]', 'a range inside [ ] is out of order'],
  ['[[:letter:]]', '[: :] holds no class name that RE2 knows'],
  ['[[:^letter:]]', '[: :] holds no class name that RE2 knows'],
  ['*', 'nothing comes before a repeat that could be repeated'],
  ['a|*', 'nothing comes before a repeat that could be repeated'],
  ['(+a)', 'nothing comes before a repeat that could be repeated'],
  ['?', 'nothing comes before a repeat that could be repeated'],
  ['{2}', 'nothing comes before a repeat that could be repeated'],
  ['a**', 'a repeat follows another repeat'],
  ['a{2}{3}', 'a repeat follows another repeat'],
  ['a*??', 'a repeat follows another repeat'],
  ['a{1001}', 'a repeat count must be in order and at most 1000'],
  ['a{0,1001}', 'a repeat count must be in order and at most 1000'],
  ['a{1001,}', 'a repeat count must be in order and at most 1000'],
  ['a{3,2}', 'a repeat count must be in order and at most 1000'],
  ['(?:a{500}){3}', 'nested repeat counts multiply to more than 1000'],
  ['(?:b|(?:a{20,}c){51})', 'nested repeat counts multiply to more than 1000'],
  ['('.repeat(200) + ')'.repeat(200), 'groups are nested deeper than 200'],
  ['a'.repeat(4097), 'it is longer than 4096 characters'],
])('refuses %s', (source, reason) => {
  expect(parseRegex(source)).toEqual({ kind: 'refused', reason });
});

test.each([
  ['a{1000}'],
  ['a{2,2}'],
  ['(?:a{500}){2}'],
  ['(?:a{0}){1000}'],
  ['(?:a{20,}){50}'],
  ['('.repeat(199) + ')'.repeat(199)],
  ['a'.repeat(4096)],
  [`(?P<${'a'.repeat(128)}>c)`],
  [`\\p{L${'a'.repeat(40)}}`],
  ['\\x{00000041}'],
  ['\\x{ff}'],
  ['(?i-)'.replace('-', '-s')],
  ['(?:)'],
  ['()'],
])('accepts %s', (source) => {
  expect(parseRegex(source).kind).toBe('ok');
});

test.each([
  // Start, failure, match and anchors are four instructions.
  ['', 5],
  ['a', 5],
  ['ab', 6],
  ['.', 6],
  ['^', 5],
  ['[a-c]', 7],
  ['[^a-c]', 8],
  ['[a-cx]', 9],
  ['(?i)[a-c]', 12],
  ['\\pL', 17],
  ['a|bc', 9],
  ['(a)', 7],
  ['(?:(a)){3}', 20],
  ['a*', 6],
  ['a+', 6],
  ['a?', 7],
  ['a{3}', 8],
  ['a{3,}', 8],
  ['a{2,4}', 11],
])('%s takes at most %d instructions', (source, size) => {
  const parsed = parseRegex(source);
  expect(parsed.kind === 'ok' && parsed.regex.programSize).toBe(size);
});

test.each([
  ['a*', false],
  ['a{2,3}', false],
  ['a*b*', true],
  ['a*|b{2,}', true],
  ['a?b?c?', false],
  ['(a*)?', false],
  ['(a?)?', false],
  ['(a*){2}', true],
  ['(a?){2}', false],
  ['(?:a{2}){3}', false],
  ['(?:a{2})*', false],
])('%s may backtrack: %s', (source, expected) => {
  const parsed = parseRegex(source);
  expect(parsed.kind === 'ok' && parsed.regex.backtracks).toBe(expected);
});

test.each([
  ['a*', true],
  ['a*?', false],
  ['(?U)a*', false],
  ['(?U)a*?', true],
])('%s is greedy: %s', (source, expected) => {
  const parsed = parseRegex(source);
  const node = parsed.kind === 'ok' ? parsed.regex.node : null;
  expect(node?.kind === 'repeat' && node.greedy).toBe(expected);
});
