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
