import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type {
  Backend,
  Filter,
  HeaderChanges,
  PathChange,
  Route,
  Rule,
} from '../../src/ir/index.ts';
import type { CheckedGateway } from '../../src/target/target.ts';
import { withEnvoy, type Send } from '../support/envoy-serving.ts';
import {
  startEchoBackends,
  type EchoBackends,
  type EchoReply,
} from '../support/http/echo-server.ts';
import type { RawResponse } from '../support/http/raw-client.ts';
import {
  backend,
  endpoints,
  forward,
  gateway,
  headers,
  host,
  httpListener,
  httpSocket,
  match,
  origin,
  query,
  redirect,
  resource,
  route,
  rule,
  to,
} from '../support/ir.ts';

const here = origin(resource('HTTPRoute', 'test'));
let echo: EchoBackends;
let a: Backend;
let b: Backend;

beforeAll(async () => {
  echo = await startEchoBackends(['a', 'b']);
  a = backend('a', endpoints(echo.get('a').port));
  b = backend('b', endpoints(echo.get('b').port));
});

afterAll(() => echo.stop());

function headerFilter(
  kind: 'request-headers' | 'response-headers',
  changes: Partial<HeaderChanges>,
): Filter {
  return { kind, changes: { set: [], add: [], remove: [], ...changes }, origin: here };
}

function rewrite(path: PathChange | null, hostname: string | null = null): Filter {
  return { kind: 'url-rewrite', hostname, path, origin: here };
}

const prefixChange = (matched: string, replacement: string): PathChange => ({
  kind: 'prefix',
  matched,
  replacement,
});

/** One listener for every host, with the rules in this order. */
function oneHost(port: number, entries: readonly (readonly [Rule, Route])[]): CheckedGateway {
  return gateway({
    sockets: [
      httpSocket(port, httpListener('web', null, host(['*'], ...entries.map(([, each]) => each)))),
    ],
    rules: [...new Set(entries.map(([each]) => each))],
    backends: [a, b],
  });
}

const on = (of: Rule, by: Parameters<typeof route>[1]): readonly [Rule, Route] => [
  of,
  route(of, by),
];

const seen = (response: RawResponse) => response.json<EchoReply>();

const fieldsOf = (response: RawResponse, name: string): readonly string[] =>
  seen(response)
    .headers.filter(([key]) => key.toLowerCase() === name)
    .map(([, value]) => value);

async function count(
  send: Send,
  path: string,
  times: number,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const one = async (): Promise<void> => {
    const response = await send(path);
    const who = response.status === 200 ? seen(response).backend : String(response.status);
    counts.set(who, (counts.get(who) ?? 0) + 1);
  };
  for (let done = 0; done < times; done += 20) await Promise.all(Array.from({ length: 20 }, one));
  return counts;
}

test('chooses rules by path, method, header and query parameter', async () => {
  const names = ['exact', 'pattern', 'post', 'canary', 'param', 'regex-header', 'escaped', 'all'];
  const [exact, pattern, post, canary, param, byRegex, escaped, all] = names.map((name) =>
    rule(name, forward(to(a)), {
      filters: [headerFilter('request-headers', { set: [{ name: 'x-rule', value: name }] })],
    }),
  ) as [Rule, Rule, Rule, Rule, Rule, Rule, Rule, Rule];
  const entries = [
    on(exact, match('= /exact')),
    on(pattern, match('~ /re/[0-9]+')),
    on(post, match('/foo', { method: 'POST' })),
    on(canary, match('/foo', headers(['x-env', 'canary']))),
    on(byRegex, {
      ...match('/foo'),
      headers: [{ name: 'x-v', value: { kind: 'regex', value: 'v[12]' } }],
    }),
    on(param, match('/foo', query(['q', 'a%20b']))),
    on(escaped, match('/caf%C3%A9')),
    on(all, match('/foo')),
  ];
  const cases: readonly (readonly [string, Parameters<Send>[0], string])[] = [
    ['exact', '/exact', 'exact'],
    ['exact with query', '/exact?x', 'exact'],
    ['exact is whole', '/exact/', '404'],
    ['slashes are merged before', '//exact', 'exact'],
    ['two readings', '/x/../exact', '400'],
    ['regex', '/re/12?q', 'pattern'],
    ['regex matches the whole path', '/re/12a', '404'],
    ['method', { target: '/foo', method: 'POST' }, 'post'],
    ['header', { target: '/foo', headers: [['X-Env', 'canary']] }, 'canary'],
    ['header is case-sensitive', { target: '/foo', headers: [['X-Env', 'Canary']] }, 'all'],
    [
      'one line of several',
      {
        target: '/foo',
        headers: [
          ['X-Env', 'x'],
          ['X-Env', 'canary'],
        ],
      },
      'canary',
    ],
    ['header regex', { target: '/foo', headers: [['X-V', 'v2']] }, 'regex-header'],
    ['header regex is whole', { target: '/foo', headers: [['X-V', 'v23']] }, 'all'],
    ['query, undecoded', '/foo?q=a%20b', 'param'],
    ['query, first value', '/foo?q=x&q=a%20b', 'all'],
    ['query, other spelling', '/foo?q=a+b', 'all'],
    ['escapes in either case', '/caf%c3%a9/x', 'escaped'],
    ['escapes by element', '/caf%C3%A9x', '404'],
    ['prefix by element', '/foobar', '404'],
    ['prefix', '/foo/bar', 'all'],
    ['encoded slash', '/foo%2fbar', '400'],
  ];
  await withEnvoy({ ir: (port) => oneHost(port, entries) }, async (send) => {
    for (const [name, request, expected] of cases) {
      const response = await send(request);
      const actual =
        response.status === 200 ? fieldsOf(response, 'x-rule')[0] : `${response.status}`;
      expect(actual, name).toBe(expected);
    }
  });
});

test('keeps hosts and listeners apart, and falls through within a listener', async () => {
  const wide = rule('wide', forward(to(a)));
  const narrow = rule('narrow', forward(to(b)));
  const ir = (port: number): CheckedGateway =>
    gateway({
      sockets: [
        httpSocket(
          port,
          httpListener('own', 'own.example.com'),
          httpListener(
            'web',
            '*.example.com',
            host(['a.example.com'], route(narrow, match('/x')), route(wide, match('/'))),
            host(['*.example.com'], route(wide, match('/'))),
          ),
        ),
      ],
      rules: [wide, narrow],
      backends: [a, b],
    });
  await withEnvoy({ ir }, async (send) => {
    const at = async (name: string, target: string): Promise<string> => {
      const response = await send({ target, headers: [['Host', name]] });
      return response.status === 200 ? seen(response).backend : String(response.status);
    };
    expect(await at('a.example.com', '/x')).toBe('b');
    expect(await at('A.example.com.:8080', '/x')).toBe('b');
    expect(await at('a.example.com', '/y')).toBe('a');
    expect(await at('b.c.example.com', '/x')).toBe('a');
    expect(await at('own.example.com', '/x')).toBe('404');
    expect(await at('example.com', '/x')).toBe('404');
  });
});

test('shares requests out, and answers 500 and 503 for what is not there', async () => {
  const none = backend('none', endpoints());
  const rules: readonly (readonly [string, Rule])[] = [
    ['/mixed', rule('mixed', forward(to(a, 3), to(b, 1), to(b, 0)))],
    ['/broken', rule('broken', forward(to(a, 1), to('unresolved', 1)))],
    ['/none', rule('none', forward(to('unresolved', 1), to(a, 0)))],
    ['/zero', rule('zero', forward(to(a, 0)))],
    ['/empty', rule('empty', forward(to(none)))],
    ['/respond', rule('respond', { kind: 'respond', status: 500, reason: 'invalid-rule' })],
  ];
  const ir = (port: number): CheckedGateway => ({
    ...oneHost(
      port,
      rules.map(([path, each]) => on(each, match(path))),
    ),
    backends: [a, b, none],
  });
  await withEnvoy({ ir }, async (send) => {
    const mixed = await count(send, '/mixed', 400);
    expect(mixed.get('a')).toBeGreaterThan(255);
    expect(mixed.get('b')).toBeGreaterThan(60);
    const broken = await count(send, '/broken', 200);
    expect(broken.get('500')).toBeGreaterThan(60);
    expect(broken.get('a')).toBeGreaterThan(60);
    expect((await send('/none')).status).toBe(500);
    expect((await send('/zero')).status).toBe(500);
    expect((await send('/empty')).status).toBe(503);
    expect((await send('/respond')).status).toBe(500);
  });
});

test('changes headers: those of a backend after those of its rule', async () => {
  const tricky = '50% %REQ(authorization)% $host "\\ ;{}';
  const ruleFilters = [
    headerFilter('request-headers', {
      set: [
        { name: 'x-set', value: tricky },
        { name: 'x-both', value: 'rule' },
      ],
      add: [{ name: 'x-add', value: 'more' }],
      remove: ['x-gone'],
    }),
    headerFilter('response-headers', {
      set: [{ name: 'x-out', value: '100%' }],
      add: [{ name: 'x-many', value: '2' }],
      remove: ['x-secret'],
    }),
  ];
  const own = headerFilter('request-headers', { set: [{ name: 'X-Both', value: 'backend' }] });
  const plainRule = rule('plain', forward(to(a)), { filters: ruleFilters });
  const mixed = rule('mixed', forward(to(a, 1, [own]), to('unresolved', 0)), {
    filters: ruleFilters,
  });
  const weighted = rule('weighted', forward(to(a, 1, [own]), to(b, 1)), { filters: ruleFilters });
  const toHost = rule('host', forward(to(a)), {
    filters: [headerFilter('request-headers', { set: [{ name: 'Host', value: 'set.example' }] })],
  });
  const entries = [
    on(toHost, match('/host')),
    on(plainRule, match('/plain')),
    on(mixed, match('/mixed')),
    on(weighted, match('/weighted')),
  ];
  await withEnvoy({ ir: (port) => oneHost(port, entries) }, async (send) => {
    const request = (path: string) =>
      send({
        target: `${path}?gw-header=x-secret:1&gw-header=x-many:1`,
        headers: [
          ['Authorization', 'secret'],
          ['X-Add', 'first'],
          ['X-Gone', '1'],
          ['x_under', '1'],
        ],
      });
    expect(fieldsOf(await request('/host'), 'host')).toEqual(['set.example']);
    const response = await request('/plain');
    expect(fieldsOf(response, 'x-set')).toEqual([tricky]);
    expect(fieldsOf(response, 'x-add')).toEqual(['first', 'more']);
    expect(fieldsOf(response, 'x-gone')).toEqual([]);
    expect(fieldsOf(response, 'x_under')).toEqual([]);
    expect(response.header('x-out')).toEqual(['100%']);
    expect(response.header('x-many')).toEqual(['1', '2']);
    expect(response.header('x-secret')).toEqual([]);
    expect(fieldsOf(await request('/mixed'), 'x-both')).toEqual(['backend']);
    const both = new Set<string>();
    for (let times = 0; times < 40; times++) {
      const each = await request('/weighted');
      both.add(`${seen(each).backend} ${fieldsOf(each, 'x-both').join()}`);
      expect(each.header('x-out')).toEqual(['100%']);
    }
    expect([...both].sort()).toEqual(['a backend', 'b rule']);
  });
});

test('rewrites paths by the table of slashes', async () => {
  const changes: readonly (readonly [
    string,
    PathChange,
    readonly (readonly [string, string])[],
  ])[] = [
    [
      '/foo',
      prefixChange('/foo', '/xyz'),
      [
        ['/foo/bar', '/xyz/bar'],
        ['/foo', '/xyz'],
        ['/foo/', '/xyz/'],
        ['/foo?x=1', '/xyz?x=1'],
      ],
    ],
    [
      '/cut',
      prefixChange('/cut', ''),
      [
        ['/cut', '/'],
        ['/cut/', '/'],
        ['/cut/bar?x=1', '/bar?x=1'],
      ],
    ],
    ['/caf%C3%A9', prefixChange('/caf%C3%A9', '/x\\1'), [['/caf%c3%a9/y', '/x%5C1/y']]],
    [
      `/${'long'.repeat(50)}`,
      prefixChange(`/${'long'.repeat(50)}`, ''),
      [[`/${'long'.repeat(50)}/y`, '/y']],
    ],
    ['/full', { kind: 'full', value: '/one two?' }, [['/full/x?y=1', '/one%20two%3F?y=1']]],
    [
      '/',
      prefixChange('', '/root'),
      [
        ['/', '/root/'],
        ['/abc?q', '/root/abc?q'],
      ],
    ],
  ];
  const entries = changes.map(([path, change], index) =>
    on(
      rule(`r${index}`, forward(to(a)), { filters: [rewrite(change, 'other.example')] }),
      match(path),
    ),
  );
  await withEnvoy({ ir: (port) => oneHost(port, entries) }, async (send) => {
    for (const [, , cases] of changes)
      for (const [target, expected] of cases) {
        const response = await send(target);
        expect(seen(response).url, target).toBe(expected);
        expect(fieldsOf(response, 'host')).toEqual(['other.example']);
        expect(fieldsOf(response, 'x-envoy-original-path')).toEqual([]);
      }
  });
});

test('rewrites paths for each backend', async () => {
  const both = rule(
    'both',
    forward(
      to(a, 2, [rewrite(prefixChange('/foo', '/for-a'))]),
      to('unresolved', 1),
      to(b, 1, [rewrite({ kind: 'full', value: '/for-b' })]),
    ),
  );
  await withEnvoy({ ir: (port) => oneHost(port, [on(both, match('/foo'))]) }, async (send) => {
    const counts = new Map<string, number>();
    for (let times = 0; times < 200; times++) {
      const response = await send('/foo/x');
      const what =
        response.status === 200
          ? `${seen(response).backend} ${seen(response).url}`
          : response.status;
      counts.set(`${what}`, (counts.get(`${what}`) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual(['500', 'a /for-a/x', 'b /for-b']);
    expect(counts.get('a /for-a/x')).toBeGreaterThan(60);
  });
});

test('redirects', async () => {
  const cases: readonly (readonly [
    Parameters<typeof redirect>[0],
    string,
    (port: number) => string,
  ])[] = [
    [{ scheme: 'https', port: { kind: 'scheme' } }, '301', () => 'https://h.example/p/x?q=1'],
    [
      { scheme: 'https', port: { kind: 'explicit', port: 443 } },
      '302',
      () => 'https://h.example/p/x?q=1',
    ],
    [
      { scheme: 'https', port: { kind: 'explicit', port: 8443 } },
      '303',
      () => 'https://h.example:8443/p/x?q=1',
    ],
    [{ port: { kind: 'explicit', port: 80 } }, '307', () => 'http://h.example/p/x?q=1'],
    [{ hostname: 'o.example' }, '308', (port) => `http://o.example:${port}/p/x?q=1`],
    [
      { path: { kind: 'full', value: '/full?' } },
      '302',
      (port) => `http://h.example:${port}/full%3F?q=1`,
    ],
    [{ path: prefixChange('/p', '/new') }, '302', (port) => `http://h.example:${port}/new/x?q=1`],
    [{ path: prefixChange('/p', '') }, '302', (port) => `http://h.example:${port}/x?q=1`],
  ];
  for (const [change, status, location] of cases) {
    const statusCode = Number(status) as 301;
    const moved = rule('moved', redirect({ ...change, statusCode }), {
      filters: [headerFilter('response-headers', { set: [{ name: 'x-out', value: '1' }] })],
    });
    let listening = 0;
    const ir = (port: number): CheckedGateway => {
      listening = port;
      return oneHost(port, [on(moved, match('/p'))]);
    };
    await withEnvoy({ ir }, async (send) => {
      const response = await send({ target: '/p/x?q=1', headers: [['Host', 'h.example']] });
      expect(String(response.status)).toBe(status);
      expect(response.header('location')).toEqual([location(listening)]);
      expect(response.header('x-out')).toEqual(['1']);
      // The client's port never stays; the well-known one stands for none.
      const named = await send({ target: '/p/x?q=1', headers: [['Host', 'h.example:1234']] });
      const full = location(listening)
        .replace(/^https:\/\/h.example\//, 'https://h.example:443/')
        .replace(/^http:\/\/h.example\//, 'http://h.example:80/');
      expect(named.header('location')).toEqual([full]);
    });
  }
});

test('limits requests and attempts, and nothing else', async () => {
  const after = (milliseconds: number) => ({ kind: 'after', milliseconds }) as const;
  const unset = { kind: 'default' } as const;
  const entries = [
    on(
      rule('whole', forward(to(a)), { timeouts: { request: after(300), backendRequest: unset } }),
      match('/whole'),
    ),
    on(
      rule('attempt', forward(to(a)), { timeouts: { request: unset, backendRequest: after(300) } }),
      match('/attempt'),
    ),
    on(rule('none', forward(to(a))), match('/none')),
  ];
  await withEnvoy({ ir: (port) => oneHost(port, entries) }, async (send) => {
    const [whole, attempt, none] = await Promise.all(
      ['/whole', '/attempt', '/none'].map((path) => send(`${path}?gw-delay=1000`)),
    );
    expect([whole?.status, attempt?.status, none?.status]).toEqual([504, 504, 200]);
  });
});

test('listens on all addresses when none is given', async () => {
  const all = rule('all', forward(to(a)));
  const ir = (port: number): CheckedGateway => {
    const one = oneHost(port, [on(all, match('/'))]);
    return { ...one, sockets: one.sockets.map((socket) => ({ ...socket, addresses: [] })) };
  };
  await withEnvoy({ ir }, async (send) => {
    expect((await send({ host: '127.0.0.1' })).status).toBe(200);
    const ipv6 = Object.values(networkInterfaces())
      .flat()
      .some((each) => each?.address === '::1');
    if (ipv6) expect((await send({ host: '::1' })).status).toBe(200);
  });
});
