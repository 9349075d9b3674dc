import { expect, test } from 'vitest';
import {
  escapeForTerminal,
  joinTerminal,
  padTerminalEnd,
  terminal,
  terminalLines,
  trimTerminalEnd,
} from './escape.ts';

test.each([
  ['::error file=a::b', '\\x3a:error file=a::b'],
  ['  ::set-output name=x::y', '  \\x3a:set-output name=x::y'],
  ['::group', '\\x3a:group'],
  ['a ::error::b', 'a ::error::b'],
  ['::1', '::1'],
  ['::ffff:10.0.0.1', '::ffff:10.0.0.1'],
  ['##[error]x', '#\\x23[error]x'],
  ["a ##teamcity[x 'y']", "a #\\x23teamcity[x 'y']"],
  ['a\r\n::error::', 'a\\r\\n::error::'],
  ['\u001b[31m\u009b\u202e\u{e0041}', '\\x1b[31m\\x9b\\u{202e}\\u{e0041}'],
  ['plain é 😀 [x] #', 'plain é 😀 [x] #'],
  ['a\nb\rc\td', 'a\\nb\\rc\\td'],
  ['\u0000\u001b[2J\u007f', '\\x00\\x1b[2J\\x7f'],
  ['\u0080\u009f\u00ad', '\\x80\\x9f\\xad'],
  ['\u061c\u180e\u200b\u200f\u2028\u202e', '\\u{61c}\\u{180e}\\u{200b}\\u{200f}\\u{2028}\\u{202e}'],
  ['\u2060\u206f\ufeff\ufff9\ufffb', '\\u{2060}\\u{206f}\\u{feff}\\u{fff9}\\u{fffb}'],
  ['\u{e0000}\u{e0041}\u{e007f}', '\\u{e0000}\\u{e0041}\\u{e007f}'],
  ['\ud800 \udc00', '\\u{d800} \\u{dc00}'],
  ['\u0020\u007e\u00a0\u00ae\u2010\u2027\u202f', '\u0020\u007e\u00a0\u00ae\u2010\u2027\u202f'],
  ['##vso[task]', '#\\x23vso[task]'],
  ['a ##VSO[b] ##[c]', 'a #\\x23VSO[b] #\\x23[c]'],
  ['## title ##vso', '## title ##vso'],
])('%j is shown as %j', (text, shown) => {
  expect(escapeForTerminal(text)).toBe(shown);
});

const hostile = escapeForTerminal('\u001b[2J\n');

test('our own words are taken as they are, escapes among them', () => {
  expect(terminal`\u001b[1m${hostile}\u001b[0m: ${3} lines\n`).toBe(
    '\u001b[1m\\x1b[2J\\n\u001b[0m: 3 lines\n',
  );
  expect(terminal``).toBe('');
});

test('texts are joined, set in lines, filled up and trimmed', () => {
  const parts = [terminal`a`, hostile, terminal`b`];
  expect(joinTerminal(parts, terminal`, `)).toBe('a, \\x1b[2J\\n, b');
  expect(joinTerminal([], terminal`, `)).toBe('');
  expect(terminalLines(parts)).toBe('a\n\\x1b[2J\\n\nb\n');
  expect(terminalLines([])).toBe('');
  expect(padTerminalEnd(terminal`ab`, 4)).toBe('ab  ');
  expect(padTerminalEnd(terminal`ab`, 1)).toBe('ab');
  expect(trimTerminalEnd(terminal`  a  `)).toBe('  a');
});

test('whatever stands anywhere in a text, nothing is left that acts', () => {
  const codes = [
    ...Array.from({ length: 256 }, (_, code) => code),
    ...[0x2028, 0x2029, 0x202e, 0x2066, 0xfeff, 0xd800, 0xdfff, 0xe0041],
  ];
  for (const character of codes.map((code) => String.fromCodePoint(code)))
    for (const text of [`${character}a`, `a${character}b`, `a${character}`, character])
      expect(escapeForTerminal(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
});
