import { describe, expect, test } from 'vitest';
import { hostname } from '../ir/index.ts';
import { compareHosts, covers, intersect, widerPatterns, type HostPattern } from './hostnames.ts';

const host = (text: string | null): HostPattern => (text === null ? null : hostname(text));

describe('intersect', () => {
  test.each([
    [null, null, null],
    [null, 'a.example.com', 'a.example.com'],
    ['a.example.com', null, 'a.example.com'],
    ['*.example.com', 'a.example.com', 'a.example.com'],
    ['*.example.com', 'a.b.example.com', 'a.b.example.com'],
    ['a.example.com', '*.example.com', 'a.example.com'],
    ['*.example.com', '*.b.example.com', '*.b.example.com'],
    ['*.b.example.com', '*.example.com', '*.b.example.com'],
    ['A.Example.com', 'a.example.COM', 'a.example.com'],
  ])('%s and %s share %s', (listener, route, shared) => {
    expect(intersect(host(listener), host(route))).toEqual({ kind: 'hosts', pattern: shared });
  });

  test.each([
    ['*.example.com', 'example.com'],
    ['*.example.com', 'a.example.net'],
    ['a.example.com', 'b.example.com'],
    ['a.example.com', '*.a.example.com'],
    ['*.example.com', 'badexample.com'],
    ['*.a.example.com', '*.b.example.com'],
  ])('%s and %s share nothing', (listener, route) => {
    expect(intersect(host(listener), host(route))).toEqual({ kind: 'none' });
  });
});

test('covers is strict about label boundaries', () => {
  expect(covers(host('*.example.com'), host('x.example.com'))).toBe(true);
  expect(covers(host('*.example.com'), host('.example.com'))).toBe(false);
  expect(covers(host('*.example.com'), null)).toBe(false);
});

test('the patterns above a hostname come most specific first', () => {
  expect([...widerPatterns(host('a.b.example.com'))]).toEqual([
    '*.b.example.com',
    '*.example.com',
    '*.com',
    null,
  ]);
  expect([...widerPatterns(host('*.example.com'))]).toEqual(['*.com', null]);
  expect([...widerPatterns(null)]).toEqual([]);
});

test('hosts sort by specificity: exact names, then wildcards by length, then every host', () => {
  const sorted = [null, '*.com', 'b.example.com', '*.example.com', 'a.example.com', 'x.io']
    .map(host)
    .sort(compareHosts);
  expect(sorted).toEqual([
    'a.example.com',
    'b.example.com',
    'x.io',
    '*.example.com',
    '*.com',
    null,
  ]);
});
