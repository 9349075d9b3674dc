import { describe, expect, test } from 'vitest';
import type { HeaderChanges, PathChange, PathMatch, ValueMatch } from '../../ir/index.ts';
import type { Support } from '../../target/capability.ts';
import { backend, endpoints, origin, resource, testOptions, to } from '../../../test/support/ir.ts';
import { capabilities } from './capabilities.ts';

const path = (kind: PathMatch['kind'], value: string): Support =>
  capabilities.HTTPRoutePathExact.judge({ match: { kind, value } }, testOptions);

const value = (text: string): ValueMatch => ({ kind: 'exact', value: text });
const pattern = (text: string): ValueMatch => ({ kind: 'regex', value: text });

const changes = (part: Partial<HeaderChanges>): { readonly changes: HeaderChanges } => ({
  changes: { set: [], add: [], remove: [], ...part },
});

describe('paths', () => {
  test.each([
    ['exact', '/a', 'exact'],
    ['exact', '/a/', 'exact'],
    ['prefix', '/', 'exact'],
    ['prefix', '/caf%C3%A9', 'exact'],
    ['exact', '/a%2fb', 'unsupported'],
    ['prefix', '/a/%2e%2e', 'unsupported'],
    ['prefix', '/a%00', 'unsupported'],
    ['regex', '/a/[0-9]+', 'exact'],
    ['regex', '/(?=a)', 'unsupported'],
    ['regex', '(.{100}){10}', 'exact'],
    ['regex', '(.{1,100}){9}{1,9}', 'unsupported'],
    ['regex', '\\pL{1000}', 'unsupported'],
    ['regex', '\ud800', 'unsupported'],
  ] as const)('%s %s', (kind, text, level) => {
    expect(path(kind, text).level).toBe(level);
  });
});

test.each([
  ['GET', 'exact'],
  ['TRACE', 'exact'],
  ['CONNECT', 'unsupported'],
])('method %s', (method, level) => {
  expect(capabilities.HTTPRouteMethodMatching.judge({ method }, testOptions).level).toBe(level);
});

test.each([
  ['x-a', value('a b'), 'exact'],
  ['x-a', pattern('a+'), 'exact'],
  ['x_a', value('1'), 'unsupported'],
  ['x a', value('1'), 'unsupported'],
  ['x-a', value('a\nb'), 'unsupported'],
  ['x-a', pattern('(?!a)'), 'unsupported'],
])('header %s %o', (name, match, level) => {
  const verdict = capabilities.HTTPRouteHeaderMatching.judge(
    { match: { name, value: match } },
    testOptions,
  );
  expect(verdict.level).toBe(level);
});

test.each([
  ['q', value('a-b.c_d~1'), 'exact'],
  ['q', value('a b'), 'approximated'],
  ['q', value('a%20b'), 'approximated'],
  ['q', pattern('a|b'), 'exact'],
  ['q', value('a\0'), 'unsupported'],
  ['', value('a'), 'unsupported'],
])('query %s %o', (name, match, level) => {
  const verdict = capabilities.HTTPRouteQueryParamMatching.judge(
    { match: { name, value: match } },
    testOptions,
  );
  expect(verdict.level).toBe(level);
});

test.each<[string, Partial<HeaderChanges>, Support['level']]>([
  ['a percent sign', { set: [{ name: 'x', value: '100%' }] }, 'exact'],
  ['Host', { set: [{ name: 'Host', value: 'a' }] }, 'exact'],
  ['a second Host', { add: [{ name: 'Host', value: 'a' }] }, 'unsupported'],
  ['removing Host', { remove: ['host'] }, 'unsupported'],
  ['a pseudo-header', { remove: [':path'] }, 'unsupported'],
  ['framing', { add: [{ name: 'Content-Length', value: '0' }] }, 'unsupported'],
  ['a line break', { add: [{ name: 'x', value: 'a\r\nb: c' }] }, 'unsupported'],
  ['a long value', { set: [{ name: 'x', value: 'a'.repeat(16_384) }] }, 'exact'],
  ['a value too long', { set: [{ name: 'x', value: '%'.repeat(8193) }] }, 'unsupported'],
])('request header changes: %s', (_, part, level) => {
  const verdict = capabilities.HTTPRouteRequestHeaderModification.judge(changes(part), testOptions);
  expect(verdict.level).toBe(level);
});

test('response headers may be those that only requests reserve', () => {
  const judged = ['expect', 'server', 'upgrade', 'host'].map(
    (name) =>
      capabilities.HTTPRouteResponseHeaderModification.judge(
        changes({ remove: [name] }),
        testOptions,
      ).level,
  );
  expect(judged).toEqual(['exact', 'exact', 'unsupported', 'unsupported']);
});

test.each<[PathChange, Support['level']]>([
  [{ kind: 'full', value: '/a b?#%' }, 'exact'],
  [{ kind: 'full', value: 'a' }, 'unsupported'],
  [{ kind: 'full', value: '' }, 'unsupported'],
  [{ kind: 'full', value: '/a\n' }, 'unsupported'],
  [{ kind: 'prefix', matched: '/a', replacement: '' }, 'exact'],
  [{ kind: 'prefix', matched: '/a', replacement: 'b' }, 'unsupported'],
])('path change %o', (change, level) => {
  expect(capabilities.HTTPRoutePathRewrite.judge({ path: change }, testOptions).level).toBe(level);
});

test('shares are rounded where backends need routes of their own', () => {
  const here = origin(resource('HTTPRoute', 'test'));
  const own = { kind: 'url-rewrite', hostname: null, path: { kind: 'full', value: '/a' } } as const;
  const a = backend('a', endpoints(80));
  const judged = (first: number, second: number): string =>
    capabilities.HTTPRouteBackendURLRewrite.judge(
      { backends: [to(a, first, [{ ...own, origin: here }]), to(a, second)] },
      testOptions,
    ).level;
  expect([judged(1, 1), judged(3, 1), judged(1, 2), judged(1, 0)]).toEqual([
    'exact',
    'exact',
    'approximated',
    'exact',
  ]);
});
