import { describe, expect, test } from 'vitest';
import { canonicalPath } from './url-path.ts';

describe('canonicalPath', () => {
  test.each([
    ['/', 'plain', '/'],
    ['/a/b-c.d_e~f', 'plain', '/a/b-c.d_e~f'],
    ['/%61%2d%2Eb%7E', 'plain', '/a-.b~'],
    ['/a%20b', 'plain', '/a%20b'],
    ['/a%3Bb', 'escaped', '/a%3Bb'],
    ['/caf%c3%a9', 'escaped', '/caf%c3%a9'],
    ['/a b', 'plain', '/a%20b'],
    ['/é|', 'escaped', '/%C3%A9%7C'],
    ["/!$&'()*+,;=:@", 'plain', "/!$&'()*+,;=:@"],
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
