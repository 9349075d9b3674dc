import { describe, expect, test } from 'vitest';
import { resolved, type Resolved } from '../../../test/support/resolved.ts';

const head = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: g, namespace: app}
spec:
  gatewayClassName: ours
  listeners:
    - {name: web, port: 80, protocol: HTTP}
    - {name: tcp, port: 81, protocol: TCP}
    - {name: udp, port: 82, protocol: UDP}
    - {name: tls, port: 83, protocol: TLS, tls: {mode: Passthrough}}
`;
const route = (kind: string, rules: string, more = '') => `---
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: {name: r, namespace: app, creationTimestamp: "2026-01-01T00:00:00Z"}
spec:
  parentRefs: [{name: g}]
  ${more}
  rules: ${rules}
`;
const service = `---
apiVersion: v1
kind: Service
metadata: {name: s, namespace: app}
spec: {ports: [{name: a, port: 80}, {name: b, port: 80, protocol: UDP}]}
`;
const s = '{name: s, port: 80}';

function ruleOf({ ir }: Resolved) {
  const [rule] = ir.rules;
  if (rule === undefined) throw new Error('no rule');
  return rule;
}

const http = (rule: string, more = '') =>
  resolved(head + route('HTTPRoute', `[{${rule}}]`, more) + service);
const grpc = (rule: string, more = '') =>
  resolved(head + route('GRPCRoute', `[{${rule}}]`, more) + service);

function pathsOf({ ir }: Resolved): readonly string[] {
  return ir.sockets.flatMap((socket) =>
    socket.kind === 'http'
      ? socket.listeners.flatMap(({ hosts }) =>
          hosts.flatMap(({ routes }) =>
            routes.map(({ match: { path, call, headers } }) => {
              const counted =
                call === null ? '' : ` ${String(call.service)}+${String(call.method)}`;
              const named = headers.map(({ name }) => ` ${name}`).join('');
              return `${path.kind} ${path.value}${counted}${named}`;
            }),
          ),
        )
      : [],
  );
}

describe('a rule', () => {
  test('has what its route says', () => {
    const { hostnames, created, name, protocol } = ruleOf(
      http(`name: first, backendRefs: [${s}]`, 'hostnames: [a.example, b.example]'),
    );
    expect({ hostnames, created, name, protocol }).toEqual({
      hostnames: ['a.example', 'b.example'],
      created: '2026-01-01T00:00:00Z',
      name: 'first',
      protocol: 'http',
    });
    expect(ruleOf(http(`backendRefs: [${s}]`)).hostnames).toEqual([]);
    expect(ruleOf(grpc(`backendRefs: [${s}]`)).protocol).toBe('grpc');
  });

  test.each<readonly [string, string, number, number]>([
    ['no-backends', '', 500, 503],
    ['no-backends', 'backendRefs: [{name: s, port: 80, weight: 0}]', 500, 503],
    [
      'invalid-rule',
      `filters: [{type: ExtensionRef, extensionRef: {group: a.b, kind: C, name: d}}], backendRefs: [${s}]`,
      500,
      503,
    ],
  ])('that can send requests nowhere (%s) answers itself', (reason, rule, ofHttp, ofGrpc) => {
    for (const [found, status] of [
      [http(rule), ofHttp],
      [grpc(rule), ofGrpc],
    ] as const)
      expect(ruleOf(found).action).toEqual({ kind: 'respond', status, reason });
  });

  test('keeps the share of what cannot be had', () => {
    const { action } = ruleOf(http(`backendRefs: [${s}, {name: gone, port: 80, weight: 3}]`));
    const targets =
      action.kind === 'forward'
        ? action.backends.map(({ weight, target }) => [weight, target.kind])
        : [];
    expect(targets).toEqual([
      [1, 'backend'],
      [3, 'unresolved'],
    ]);
  });

  test('has timeouts only where they are given', () => {
    const given = 'timeouts: {request: 10s, backendRequest: 0s}';
    expect(ruleOf(http(`${given}, backendRefs: [${s}]`)).timeouts).toEqual({
      request: { kind: 'after', milliseconds: 10_000 },
      backendRequest: { kind: 'disabled' },
    });
    const nothing = { request: { kind: 'default' }, backendRequest: { kind: 'default' } };
    expect(ruleOf(http(`backendRefs: [${s}]`)).timeouts).toEqual(nothing);
    expect(ruleOf(grpc(`backendRefs: [${s}]`)).timeouts).toEqual(nothing);
  });

  test('retries by codes in order', () => {
    const { retry } = ruleOf(
      http(`retry: {codes: [503, 500], attempts: 2, backoff: 1s}, backendRefs: [${s}]`),
    );
    expect(retry).toMatchObject({ codes: [500, 503], attempts: 2 });
  });

  test.each([
    ['cookie', 'type: Cookie, cookie: {name: id}', { kind: 'cookie', name: 'id', maxAge: null }],
    [
      'permanent cookie',
      'absoluteTimeout: 1h, cookie: {name: id, lifetimeType: Permanent}',
      { kind: 'cookie', name: 'id', maxAge: 3_600_000, absoluteTimeout: 3_600_000 },
    ],
    [
      'cookie of a session',
      'absoluteTimeout: 1h, cookie: {name: id, lifetimeType: Session}',
      { kind: 'cookie', name: 'id', maxAge: null, absoluteTimeout: 3_600_000 },
    ],
    ['header', 'type: Header, header: {name: x-id}', { kind: 'header', name: 'x-id' }],
  ])('keeps sessions by a %s', (_, persistence, expected) => {
    for (const found of [
      http(`sessionPersistence: {${persistence}}, backendRefs: [${s}]`),
      grpc(`sessionPersistence: {${persistence}}, backendRefs: [${s}]`),
    ])
      expect(ruleOf(found).persistence).toMatchObject(expected);
  });
});

describe('calls', () => {
  test.each([
    ['', 'prefix / 0+0'],
    ['matches: [{}]', 'prefix / 0+0'],
    ['matches: [{method: {service: a.B, method: Get}}]', 'exact /a.B/Get 3+3'],
    ['matches: [{method: {service: a.B}}]', 'prefix /a.B 3+0'],
    ['matches: [{method: {method: Get}}]', 'regex /[^/]+/Get 0+3'],
    [
      'matches: [{method: {type: RegularExpression, service: "a|b", method: "G.*"}}]',
      'regex /(?:a|b)/(?:G.*) 3+3',
    ],
    ['matches: [{method: {type: RegularExpression, method: "G.*"}}]', 'regex /[^/]+/(?:G.*) 0+3'],
    ['matches: [{headers: [{name: Z, value: a}, {name: b, value: c}]}]', 'prefix / 0+0 b z'],
  ])('%s: %s', (matches, expected) => {
    expect(pathsOf(grpc(`${matches}${matches === '' ? '' : ', '}backendRefs: [${s}]`))).toEqual([
      expected,
    ]);
  });
});

describe('a prefix is replaced', () => {
  const rewrite =
    'filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /n}}}]';

  test('where it is the only match', () => {
    const [filter] = ruleOf(
      http(`matches: [{path: {value: /old/}}], ${rewrite}, backendRefs: [${s}]`),
    ).filters;
    expect(filter).toMatchObject({
      kind: 'url-rewrite',
      path: { kind: 'prefix', matched: '/old', replacement: '/n' },
    });
  });
});

describe('connections', () => {
  const stream = (kind: string, section: string, refs: string) => {
    const text = route(
      kind,
      `[{backendRefs: [${refs}]}]`,
      kind === 'TLSRoute' ? 'hostnames: [a.example]' : '',
    ).replace('{name: g}', `{name: g, sectionName: ${section}}`);
    const { ir, findings } = resolved(head + text + service);
    return {
      rules: ir.streamRules.map(({ protocol, backends }) => [
        protocol,
        ...backends.map(({ target }) => target.kind),
      ]),
      backends: ir.backends.map(({ protocol, address }) => [protocol, address.kind]),
      findings,
    };
  };

  test.each([
    ['TCPRoute', 'tcp', 'tcp'],
    ['UDPRoute', 'udp', 'udp'],
    ['TLSRoute', 'tls', 'tcp'],
  ])('of a %s', (kind, section, protocol) => {
    expect(stream(kind, section, s)).toEqual({
      rules: [[section, 'backend']],
      backends: [[protocol, 'dns']],
      findings: [],
    });
  });

  test.each([
    '{name: s, port: 80, weight: 0}',
    '{name: s, port: 80, weight: 0}, {name: s, port: 80, weight: 0}',
  ])('that can go nowhere are reported: %s', (refs) => {
    expect(stream('TCPRoute', 'tcp', refs).findings).toEqual([
      'resolve/rule-without-backend TCPRoute r spec.rules[0]',
    ]);
  });

  test('with one backend of several', () => {
    const { findings } = stream('TCPRoute', 'tcp', `${s}, {name: s, port: 80, weight: 0}`);
    expect(findings).toEqual([]);
  });
});
