import { expect, test } from 'vitest';
import { encodePath } from '../../target/url-path.ts';
import { decodePath, isPlainPath } from './url-path.ts';

test.each([
  ['/foo', '/foo'],
  ['/a%20b', '/a b'],
  ['/caf%C3%A9', '/café'],
  ['/a;b$c', '/a;b$c'],
  ['/.well-known', '/.well-known'],
])('%s is compared as %s', (value, path) => {
  expect(decodePath(value)).toEqual({ kind: 'ok', path });
});

test.each([
  'foo',
  '/a%2Fb',
  '/a%00',
  '/a%0a',
  '/a%5Cb',
  '/a//b',
  '/a/../b',
  '/a/%2e%2e/b',
  '/a/.',
  '/%FF',
  '/a#b',
  '/..;/x',
])('%s can match nothing', (value) => {
  expect(decodePath(value).kind).toBe('refused');
});

test.each([
  ['/a b', '/a%20b'],
  ['/a%20b', '/a%20b'],
  ['/100%', '/100%25'],
  ['/x?y#z', '/x%3Fy%23z'],
  ['/é\r\n', '/%C3%A9%0D%0A'],
  ['/\ud800', '/%EF%BF%BD'],
])('%j is sent as %s', (value, encoded) => {
  expect(encodePath(value)).toBe(encoded);
});

test.each([
  ['/a-b/c', true],
  ['/a%20b', false],
])('%s is plain: %s', (value, plain) => {
  expect(isPlainPath(value)).toBe(plain);
});

test.each([
  ['/%', 'its percent-encoding is not valid UTF-8'],
  ['a', 'it does not start with /'],
  ['/%2f', 'requests with an encoded slash are answered with 400'],
  ['/%1F', 'requests with control characters, # or backslashes are answered with 400'],
  ['/%7f', 'requests with control characters, # or backslashes are answered with 400'],
  ['/\ud800', 'requests with control characters, # or backslashes are answered with 400'],
  ['//', 'requests never have empty or dot segments once they are normalised'],
  ['/./a', 'requests never have empty or dot segments once they are normalised'],
  ['/.;', 'requests never have empty or dot segments once they are normalised'],
])('%j is refused with its reason', (value, reason) => {
  expect(decodePath(value)).toEqual({ kind: 'refused', reason });
});

test.each(['/...', '/a..', '/.a', '/..b/'])('%s has no dot segment', (value) => {
  expect(decodePath(value)).toEqual({ kind: 'ok', path: value });
});

test.each([
  ["/-._~!$&'()*+,;=:@Az09", true],
  ['', true],
  ['/a b', false],
  [' /a', false],
  ['/a?', false],
])('%j reaches the backend unchanged: %s', (value, plain) => {
  expect(isPlainPath(value)).toBe(plain);
});
