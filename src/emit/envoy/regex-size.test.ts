import { describe, expect, test } from 'vitest';
import type {
  Filter,
  ListenerFilter,
  ListenerFilters,
  Match,
  PathChange,
  Rule,
} from '../../ir/index.ts';
import {
  backend,
  endpoints,
  forward,
  gateway,
  host,
  httpListener,
  httpSocket,
  match,
  origin,
  redirect,
  resource,
  route,
  rule,
  to,
} from '../../../test/support/ir.ts';
import { needsLargePrograms } from './regex-size.ts';

// 90 instructions are what Envoy certainly accepts by default; see regex-size.ts.
const largest = 'a'.repeat(86);
const tooLarge = 'a'.repeat(87);

function ofMatch(by: Match): boolean {
  const plain = rule('other', forward());
  const routes = [route(plain, match('/')), route(plain, by)];
  const sockets = [httpSocket(80, httpListener('http', null, host(['*'], ...routes)))];
  return needsLargePrograms(gateway({ sockets, rules: [plain] }));
}

function ofRule(change: Partial<Rule>): boolean {
  const rules = [rule('other', forward()), { ...rule('test', forward()), ...change }];
  return needsLargePrograms(gateway({ sockets: [], rules }));
}

const valued = (kind: 'exact' | 'regex', value: string) => [{ name: 'x', value: { kind, value } }];

describe('expressions of matches', () => {
  test.each<readonly [string, Match, boolean]>([
    ['a small path', match(`~ ${largest}`), false],
    ['a large path', match(`~ ${tooLarge}`), true],
    ['a small header', match('/', { headers: valued('regex', largest) }), false],
    ['a large header', match('/', { headers: valued('regex', tooLarge) }), true],
    ['a long header', match('/', { headers: valued('exact', tooLarge) }), false],
    ['a large parameter', match('/', { query: valued('regex', tooLarge) }), true],
    ['a small parameter', match('/', { query: valued('regex', largest) }), false],
    [
      'a large one after a small one',
      match('/', { headers: [...valued('regex', 'a'), ...valued('regex', tooLarge)] }),
      true,
    ],
    ['an expression that is refused', match(`~ ${tooLarge}(`), false],
    ['a long path', match(`/${tooLarge}`), false],
    ['a long path with an escape', match(`= /%2B${'a'.repeat(61)}`), true],
    ['a path with an escape that is not long', match(`= /%2B${'a'.repeat(60)}`), false],
  ])('%s', (_, by, expected) => {
    expect(ofMatch(by)).toBe(expected);
  });
});

const of = origin(resource('HTTPRoute', 'test'));
const rewrite = (path: PathChange | null): Filter => ({
  kind: 'url-rewrite',
  hostname: null,
  path,
  origin: of,
});
const prefix = (length: number): PathChange => ({
  kind: 'prefix',
  matched: `/${'a'.repeat(length - 1)}`,
  replacement: '/b',
});
const some = backend('some', endpoints(8080));

describe('rewrites', () => {
  test.each<readonly [string, Partial<Rule>, boolean]>([
    ['of a long prefix', { filters: [rewrite(prefix(46))] }, true],
    ['of a prefix', { filters: [rewrite(prefix(45))] }, false],
    ['of no path', { filters: [rewrite(null)] }, false],
    ['of a whole path', { filters: [rewrite({ kind: 'full', value: `/${tooLarge}` })] }, false],
    ['by a redirect', { action: redirect({ path: prefix(46) }) }, true],
    ['by a redirect of a short prefix', { action: redirect({ path: prefix(45) }) }, false],
    ['of a backend', { action: forward(to(some), to(some, 1, [rewrite(prefix(46))])) }, true],
    ['of a backend, short', { action: forward(to(some, 1, [rewrite(prefix(45))])) }, false],
  ])('%s', (_, change, expected) => {
    expect(ofRule(change)).toBe(expected);
  });
});

const auth = (responseHeaders: 'all' | readonly string[]): ListenerFilter => ({
  kind: 'external-auth',
  auth: {
    protocol: 'http',
    backend: some.id,
    pathPrefix: '',
    requestHeaders: [],
    responseHeaders,
    bodyLimit: 0,
  },
  origin: of,
});
const grpcAuth: Filter = {
  kind: 'external-auth',
  auth: { protocol: 'grpc', backend: some.id, requestHeaders: 'all', bodyLimit: 0 },
  origin: of,
};
type Origins = Extract<Filter, { readonly kind: 'cors' }>['cors']['origins'];
const cors = (origins: Origins): Filter => ({
  kind: 'cors',
  cors: { origins, credentials: false, methods: [], headers: [], exposed: [], maxAge: 5 },
  origin: of,
});
const wildcard = (length: number) =>
  ({ kind: 'wildcard', scheme: 'https', suffix: 'a'.repeat(length), port: null }) as const;
const exact = { kind: 'exact', scheme: 'https', host: 'a'.repeat(60), port: null } as const;

function ofListener(filters: ListenerFilters): boolean {
  const listener = { ...httpListener('http', null), filters };
  return needsLargePrograms(gateway({ sockets: [httpSocket(80, listener)], rules: [] }));
}

describe('filters of listeners', () => {
  test.each<readonly [string, ListenerFilters, boolean]>([
    ['all headers of an answer', [auth(['x-user']), auth('all')], true],
    ['some headers of an answer', [auth(['x-user'])], false],
    ['none', [], false],
    ['some that are missing', 'invalid', false],
  ])('%s', (_, filters, expected) => {
    expect(ofListener(filters)).toBe(expected);
  });
});

describe('filters', () => {
  test.each<readonly [string, Filter, boolean]>([
    ['all headers of an answer', auth('all'), true],
    ['some headers of an answer', auth(['x-user']), false],
    ['gRPC', grpcAuth, false],
    ['any origin', cors('any'), false],
    ['a long origin', cors([exact]), false],
    ['a wildcard', cors([wildcard(45)]), false],
    ['a long wildcard', cors([exact, wildcard(46)]), true],
  ])('%s', (_, filter, expected) => {
    expect(ofRule({ filters: [rewrite(null), filter] })).toBe(expected);
  });
});
