import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Match } from './match.ts';
import { compareMatches, compareSeniority, type Seniority } from './precedence.ts';

const anyValue = { kind: 'exact', value: 'v' } as const;
const match = (path: Match['path'], more: Partial<Omit<Match, 'path'>> = {}): Match => ({
  path,
  method: null,
  headers: [],
  query: [],
  call: null,
  ...more,
});
const exact = match({ kind: 'exact', value: '/a' });
const regex = match({ kind: 'regex', value: '/a.*' });
const long = match({ kind: 'prefix', value: '/abc/def' });
const short = match({ kind: 'prefix', value: '/a' });
/** By characters of service and method. */
const call = (service: number, method: number) =>
  match({ kind: 'prefix', value: '/' }, { call: { service, method } });
const one = { name: 'x', value: anyValue };
const two = { name: 'y', value: anyValue };

describe('compareMatches puts first', () => {
  test.each([
    ['exact before regular expression', exact, regex],
    ['regular expression before prefix', regex, long],
    ['the longer prefix', long, short],
    ['the longer prefix even against a method', long, { ...short, method: 'GET' }],
    ['a method match', { ...short, method: 'GET' }, { ...short, headers: [one, two] }],
    [
      'more headers',
      { ...short, headers: [one, two] },
      { ...short, headers: [one], query: [one, two] },
    ],
    ['the longer expression', match({ kind: 'regex', value: '/a.*b' }), regex],
    ['more of a service', call(3, 1), call(2, 9)],
    ['more of a method', call(3, 2), call(3, 1)],
    ['a call by its headers', { ...call(3, 1), headers: [one] }, call(3, 1)],
    ['a path before a call, whatever its length', exact, call(9, 9)],
    ['more query parameters', { ...short, query: [one, two] }, { ...short, query: [one] }],
  ])('%s', (_, first, second) => {
    expect(compareMatches(first, second)).toBeLessThan(0);
    expect(compareMatches(second, first)).toBeGreaterThan(0);
  });
});

const route = (namespace: string, name: string) => ({
  group: 'g',
  kind: 'HTTPRoute',
  namespace,
  name,
});
const senior: Seniority = {
  created: '2026-01-01T00:00:00Z',
  route: route('b', 'b'),
  ruleIndex: 1,
  matchIndex: 1,
};

describe('compareSeniority puts first', () => {
  test.each([
    [
      'the older route',
      senior,
      { ...senior, created: '2026-01-02T00:00:00Z', route: route('a', 'a') },
    ],
    ['a dated route before one that never was in a cluster', senior, { ...senior, created: null }],
    ['the namespace that sorts first', { ...senior, route: route('a', 'z') }, senior],
    ['the name that sorts first', { ...senior, route: route('b', 'a') }, senior],
    [
      'the name that begins the other',
      { ...senior, route: route('b', 'c') },
      { ...senior, route: route('b', 'c-too') },
    ],
    [
      'the kind that sorts first',
      { ...senior, route: { ...route('b', 'b'), kind: 'GRPCRoute' }, ruleIndex: 9 },
      senior,
    ],
    ['the earlier rule', { ...senior, ruleIndex: 0, matchIndex: 9 }, senior],
    ['the earlier match', { ...senior, matchIndex: 0 }, senior],
  ])('%s', (_, first, second) => {
    expect(compareSeniority(first, second)).toBeLessThan(0);
    expect(compareSeniority(second, first)).toBeGreaterThan(0);
  });
});

test('both are total preorders', () => {
  const matches = fc.constantFrom(exact, regex, long, short, { ...short, method: 'PUT' });
  fc.assert(
    fc.property(matches, matches, matches, (a, b, c) => {
      expect(Math.sign(compareMatches(a, b))).toBe(-Math.sign(compareMatches(b, a)) + 0);
      if (compareMatches(a, b) <= 0 && compareMatches(b, c) <= 0)
        expect(compareMatches(a, c)).toBeLessThanOrEqual(0);
    }),
  );
});
