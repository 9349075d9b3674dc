import { describe, expect, test } from 'vitest';
import { canonicalPath } from './url-path.ts';

describe('canonicalPath', () => {
  test.each([
    ['/', 'plain', '/'],
    ['/a/b-c.d_e', 'plain', '/a/b-c.d_e'],
    ['/~me', 'escaped', '/~me'],
    ['/%61%2d%2Eb%7E', 'escaped', '/a-.b~'],
    ['/a%20b', 'escaped', '/a%20b'],
    ['/a%3Bb', 'escaped', '/a;b'],
    ['/a%7cb', 'escaped', '/a%7Cb'],
    ['/caf%c3%a9', 'escaped', '/caf%C3%A9'],
    ['/a b', 'escaped', '/a%20b'],
    ['/é|', 'escaped', '/%C3%A9%7C'],
    ["/!$&'()*+,;=:@", 'escaped', "/!$&'()*+,;=:@"],
  ])('%s', (value, kind, path) => {
    expect(canonicalPath(value)).toEqual({ kind, path });
  });

  test.each([
    ['a', 'does not start with /'],
    ['/a%2Fb', 'answered with 400'],
    ['/a%5cb', 'answered with 400'],
    ['/a\\b', 'answered with 400'],
    ['/a%00b', 'control character'],
    ['/a%0Ab', 'control character'],
    ['/a%b', 'starts no escape'],
    ['/a//b', 'empty or dot segments'],
    ['/a/%2e%2E/b', 'empty or dot segments'],
    ['/a/.', 'empty or dot segments'],
    ['/a/..;x', 'empty or dot segments'],
    ['/a?b', 'characters'],
    ['/a#b', 'characters'],
    ['/a\n', 'control character'],
    ['/\ud800', 'Unicode'],
  ])('%s is refused', (value, reason) => {
    expect(canonicalPath(value)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining(reason) as string,
    });
  });
});

test.each([
  ['\ud800', 'it is not valid Unicode text'],
  ['/%4', 'it has a % that starts no escape'],
  ['a/%20', 'it does not start with /'],
  ['/%2F', 'requests with an encoded slash or a backslash are answered with 400'],
  ['/\\', 'requests with an encoded slash or a backslash are answered with 400'],
  ['/%1F', 'it holds a control character'],
  ['/%7f', 'it holds a control character'],
  ['/a?', 'it holds characters that no path of a request can have'],
  ['//', 'requests never have empty or dot segments once they are normalised'],
  ['/./', 'requests never have empty or dot segments once they are normalised'],
  ['/..', 'requests never have empty or dot segments once they are normalised'],
])('%j is refused with its reason', (value, reason) => {
  expect(canonicalPath(value)).toEqual({ kind: 'refused', reason });
});

test.each([
  ['/%2A%5F', 'escaped', '/*_'],
  ['/%26', 'escaped', '/&'],
  ['/%30%5a%7a', 'plain', '/0Zz'],
  ['/"<>`{}^', 'escaped', '/%22%3C%3E%60%7B%7D%5E'],
  ['/...', 'plain', '/...'],
  ['/a..', 'plain', '/a..'],
  ['/.a/..b', 'plain', '/.a/..b'],
])('%s is compared as %s', (value, kind, path) => {
  expect(canonicalPath(value)).toEqual({ kind, path });
});
