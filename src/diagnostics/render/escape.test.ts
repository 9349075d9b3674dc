import { expect, test } from 'vitest';
import { escapeForTerminal } from './escape.ts';

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
])('%j is printed as %j', (text, printed) => {
  expect(escapeForTerminal(text)).toBe(printed);
});
