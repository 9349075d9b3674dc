import type { Backend, Certificate, Filter, Rule, VirtualHost } from '../../src/ir/index.ts';
import type { CheckedGateway } from '../../src/target/target.ts';
import {
  backend,
  certificate,
  endpoints,
  forward,
  gateway,
  headers,
  host,
  httpListener,
  httpSocket,
  httpsListener,
  tlsSocket,
  match,
  origin,
  query,
  redirect,
  resource,
  route,
  rule,
  to,
} from '../support/ir.ts';

const anywhere = origin(resource('HTTPRoute', 'test'));

/** A Gateway with every kind of match, filter and action on one plain port. */
export function plainGateway(port: number, ports: readonly number[]): CheckedGateway {
  const [one, two, three] = ['one', 'two', 'three'].map((name, index) =>
    backend(name, endpoints(ports[index] ?? 1)),
  ) as [Backend, Backend, Backend];
  const empty = backend('empty', { kind: 'endpoints', endpoints: [] });
  const rules = {
    plain: rule('plain', forward(to(one))),
    exact: rule('exact', forward(to(two))),
    header: rule('header', forward(to(two))),
    headerTwo: rule('header-two', forward(to(three))),
    post: rule('post', forward(to(three))),
    query: rule('query', forward(to(three))),
    regex: rule('regex', forward(to(two))),
    root: rule('root', forward(to(three))),
    modified: rule('modified', forward(to(one)), { filters: [requestHeaders, responseHeaders] }),
    rewritten: rule('rewritten', forward(to(one)), { filters: [prefixRewrite('/old', '/new')] }),
    stripped: rule('stripped', forward(to(one)), { filters: [prefixRewrite('/strip', '')] }),
    full: rule('full', forward(to(one)), { filters: [fullRewrite('/one/two')] }),
    moved: rule('moved', redirect({ hostname: 'example.org', statusCode: 301 })),
    movedPrefix: rule(
      'moved-prefix',
      redirect({
        scheme: 'https',
        port: { kind: 'scheme' },
        path: { kind: 'prefix', matched: '/mp', replacement: '/np' },
      }),
    ),
    unresolved: rule('unresolved', forward(to('unresolved'))),
    unready: rule('unready', forward(to(empty))),
    weightless: rule('weightless', forward(to(one, 0))),
    merged: rule('merged', forward(to(one, 3), to(two, 1))),
    partly: rule('partly', forward(to(one, 1), to('unresolved', 1))),
    split: rule('split', forward(to(one, 1, [extraHeader]), to(two, 1))),
    slow: rule('slow', forward(to(one)), {
      timeouts: {
        request: { kind: 'after', milliseconds: 300 },
        backendRequest: { kind: 'default' },
      },
    }),
  };
  const main = host(
    ['app.example.com'],
    route(rules.exact, match('= /exact')),
    route(rules.plain, match('/plain')),
    route(rules.post, match('/cond', { method: 'POST', ...headers(['version', 'v1']) })),
    route(rules.header, match('/cond', headers(['version', 'v1']))),
    route(rules.headerTwo, match('/cond', headers(['version', 'V1']))),
    route(rules.query, match('/cond', query(['q.x', 'a|b']))),
    route(rules.plain, match('/cond')),
    route(rules.header, match('/fall', headers(['version', 'v1']))),
    route(rules.modified, match('/modified')),
    route(rules.rewritten, match('/old')),
    route(rules.stripped, match('/strip')),
    route(rules.full, match('/full')),
    route(rules.moved, match('/moved')),
    route(rules.movedPrefix, match('/mp')),
    route(rules.unresolved, match('/unresolved')),
    route(rules.unready, match('/unready')),
    route(rules.weightless, match('/weightless')),
    route(rules.merged, match('/merged')),
    route(rules.partly, match('/partly')),
    route(rules.split, match('/split')),
    route(rules.slow, match('/slow')),
    route(rules.root, match('/', headers(['x-root', 'yes']))),
  );
  const regexes = host(
    ['regex.example.com'],
    route(rules.regex, match('~ /v[0-9]+/.*')),
    route(rules.plain, match('/')),
  );
  const mixed = host(
    ['mixed.example.com'],
    route(rules.regex, match('~ /v[0-9]+/.*', headers(['version', 'v1']))),
    route(rules.exact, match('~ /v[0-9]+')),
    route(rules.plain, match('/v1')),
    route(rules.root, match('/')),
  );
  const wide = host(['*.example.com'], route(rules.root, match('/')));
  return gateway({
    sockets: [httpSocket(port, httpListener('http', '*.example.com', main, regexes, mixed, wide))],
    rules: Object.values(rules),
    backends: [one, two, three, empty],
  });
}

function prefixRewrite(matched: string, replacement: string): Filter {
  const path = { kind: 'prefix', matched, replacement } as const;
  return { kind: 'url-rewrite', hostname: null, path, origin: anywhere };
}

function fullRewrite(value: string): Filter {
  const path = { kind: 'full', value } as const;
  return { kind: 'url-rewrite', hostname: 'rewritten.example.org', path, origin: anywhere };
}

const requestHeaders: Filter = {
  kind: 'request-headers',
  changes: {
    set: [{ name: 'X-Set', value: 'new $http_host "quoted" \\ {}' }],
    add: [{ name: 'X-Add', value: 'more' }],
    remove: ['X-Remove'],
  },
  origin: anywhere,
};

const responseHeaders: Filter = {
  kind: 'response-headers',
  changes: {
    set: [{ name: 'X-Up', value: 'set' }],
    add: [{ name: 'X-New', value: 'added' }],
    remove: ['X-Gone'],
  },
  origin: anywhere,
};

const extraHeader: Filter = {
  kind: 'request-headers',
  changes: { set: [{ name: 'X-Arm', value: 'one' }], add: [], remove: [] },
  origin: anywhere,
};

/** HTTPS listeners that share a port, told apart by SNI; on the second port there is only one. */
export function secureGateway(
  ports: readonly number[],
  backendPorts: readonly number[],
  folder: string,
): CheckedGateway {
  const served = (name: string, index: number): readonly [Backend, Rule] => {
    const target = backend(name, endpoints(backendPorts[index] ?? 1));
    return [target, rule(name, forward(to(target)))];
  };
  const pairs = ['one', 'two', 'three'].map(served);
  const [first, second, third] = pairs.map(([, each]) => host(['*'], route(each, match('/')))) as [
    VirtualHost,
    VirtualHost,
    VirtualHost,
  ];
  const [all, one, wild] = ['all', 'one', 'wild'].map((name) =>
    certificate(name, `${folder}/${name}.crt`, `${folder}/${name}.key`),
  ) as [Certificate, Certificate, Certificate];
  return gateway({
    sockets: [
      tlsSocket(
        ports[0] ?? 1,
        httpsListener('one', 'one.test', [one], first),
        httpsListener('wild', '*.wild.test', [wild], second),
        httpsListener('all', null, [all], third),
      ),
      tlsSocket(ports[1] ?? 1, httpsListener('alone', 'one.test', [one], first)),
    ],
    rules: pairs.map(([, each]) => each),
    backends: pairs.map(([each]) => each),
    certificates: [all, one, wild],
  });
}

/** A backend that is a DNS name, behind a port that is open on all addresses. */
export function namedGateway(port: number, backendPort: number): CheckedGateway {
  const named = backend('named', {
    kind: 'dns',
    host: 'one.svc.test',
    port: backendPort,
    absolute: false,
  });
  const only = rule('only', forward(to(named)));
  const listener = httpListener('http', null, host(['*'], route(only, match('/'))));
  return gateway({
    sockets: [{ kind: 'http', port, addresses: [], listeners: [listener] }],
    rules: [only],
    backends: [named],
  });
}
