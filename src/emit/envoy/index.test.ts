import { describe, expect, test } from 'vitest';
import type { Filter, Rule, Socket } from '../../ir/index.ts';
import type { TargetOptions } from '../../target/options.ts';
import type { CheckedGateway } from '../../target/target.ts';
import { InternalError } from '../../util/invariant.ts';
import {
  backend,
  certificate,
  endpoints,
  forward,
  gateway,
  host,
  httpListener,
  httpsListener,
  httpSocket,
  match,
  origin,
  redirect,
  resource,
  route,
  rule,
  testOptions,
  tlsSocket,
  to,
} from '../../../test/support/ir.ts';
import { envoy } from './index.ts';

function emit(ir: CheckedGateway, options: Partial<TargetOptions> = {}) {
  const assets = { renderNginx: () => '', verifyEnvoy: () => [] };
  const { files, sourceMap } = envoy.emit(ir, { ...testOptions, ...options }, assets);
  const [file] = files;
  if (file === undefined) throw new Error('no file');
  return { text: file.text, json: JSON.parse(file.text) as unknown, sourceMap: sourceMap() };
}

/** What an RFC 6901 pointer points to. */
function at(document: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((part, step) => (part as Record<string, unknown>)[step], document);
}

const a = backend('a', endpoints(9001));
const chain = '/static_resources/listeners/0/filter_chains/0';
const hosts = `${chain}/filters/0/typed_config/route_config/virtual_hosts`;
// Before the routes of rules stand the refusals of what no backend should see.
const first = 3;

function simple(of: Rule, socket: Partial<Socket> = {}): CheckedGateway {
  const base = httpSocket(80, httpListener('web', null, host(['*'], route(of, match('/a')))));
  return gateway({ sockets: [{ ...base, ...socket } as Socket], rules: [of], backends: [a] });
}

describe('listeners', () => {
  test('open on the given addresses, with the offset on their port', () => {
    const addresses = ['10.0.0.1', '10.0.0.2', 'fd00::1'];
    const { json } = emit(simple(rule('r', forward(to(a))), { addresses }), { portOffset: 8000 });
    const listener = at(json, '/static_resources/listeners/0');
    expect(listener).toMatchObject({
      name: 'http-80',
      address: { socket_address: { address: '10.0.0.1', port_value: 8080 } },
      additional_addresses: [
        { address: { socket_address: { address: '10.0.0.2', port_value: 8080 } } },
        { address: { socket_address: { address: 'fd00::1', port_value: 8080 } } },
      ],
    });
  });

  test('are not open to administrators', () => {
    expect(emit(simple(rule('r', forward(to(a))))).json).not.toHaveProperty('admin');
  });
});

test('names and metadata say which object made what', () => {
  const of = rule('r', forward(to(a)), { name: 'canary' });
  const { json } = emit(simple(of));
  expect(at(json, '/node/id')).toBe('default/test');
  expect(at(json, `${hosts}/0`)).toMatchObject({
    name: 'web/*',
    metadata: {
      filter_metadata: {
        gatewright: { kind: 'Gateway', namespace: 'default', name: 'test', listener: 'web' },
      },
    },
  });
  expect(at(json, `${hosts}/0/routes/${first}`)).toMatchObject({
    name: 'httproute/default/r/0/0',
    metadata: {
      filter_metadata: {
        gatewright: {
          kind: 'HTTPRoute',
          namespace: 'default',
          name: 'r',
          rule: 0,
          ruleName: 'canary',
        },
      },
    },
    route: { cluster: 'service/default/a/80' },
  });
  expect(at(json, '/static_resources/clusters/0/name')).toBe('service/default/a/80');
});

test('the source map points to virtual hosts, routes and clusters', () => {
  const { json, sourceMap } = emit(simple(rule('r', forward(to(a)))));
  const pointed = sourceMap.map(({ at: place, origin: { resource: from } }) => [
    place.kind === 'pointer' ? at(json, place.pointer) : null,
    `${from.kind}/${from.name}`,
  ]);
  expect(pointed).toEqual([
    [expect.objectContaining({ domains: ['*'] }), 'Gateway/test'],
    [expect.objectContaining({ name: 'httproute/default/r/0/0' }), 'HTTPRoute/r'],
    [expect.objectContaining({ name: 'service/default/a/80' }), 'Service/a'],
  ]);
});

test('the source map finds its way in a tree of routes', () => {
  const of = rule('r', forward(to(a)));
  const routes = Array.from({ length: 200 }, (_, index) => route(of, match(`/p${index}`)));
  const ir = gateway({
    sockets: [httpSocket(80, httpListener('web', null, host(['*'], ...routes)))],
    rules: [of],
    backends: [a],
  });
  const { json, sourceMap } = emit(ir);
  expect(at(json, `${hosts}/0`)).toHaveProperty('matcher');
  const found = sourceMap.filter(({ origin: from }) => from.resource.kind === 'HTTPRoute');
  expect(found).toHaveLength(200);
  for (const { at: place } of found)
    expect(place.kind === 'pointer' && at(json, place.pointer)).toHaveProperty('name');
});

describe('certificates', () => {
  const ir = (): CheckedGateway => {
    const inline = {
      ...certificate('own', '', ''),
      source: { kind: 'inline', chain: 'CHAIN', keyKind: 'ecdsa', key: () => 'SECRET' },
    } as const;
    const given = certificate('given', '/tls/chain.pem', '/tls/key.pem');
    const of = rule('r', redirect({}));
    return gateway({
      sockets: [
        tlsSocket(
          443,
          httpsListener(
            'a',
            'a.example',
            [inline, given],
            host(['a.example'], route(of, match('/'))),
          ),
        ),
      ],
      rules: [of],
      certificates: [inline, given],
    });
  };

  test('are named by file, and keys never printed', () => {
    const { text, json } = emit(ir(), { configRoot: '/etc/gw/' });
    expect(text).not.toMatch(/SECRET|CHAIN/);
    const [own, given] = at(json, '/static_resources/secrets') as [unknown, unknown];
    expect(own).toEqual({
      name: 'default/own',
      tls_certificate: {
        certificate_chain: {
          filename: expect.stringMatching(/^\/etc\/gw\/default\/test\/tls\/\w+\.crt$/) as string,
        },
        private_key: {
          filename: expect.stringMatching(/^\/etc\/gw\/default\/test\/tls\/\w+\.key$/) as string,
        },
      },
    });
    expect(at(given, '/tls_certificate/private_key/filename')).toBe('/tls/key.pem');
  });

  test('are offered together to the listener’s server name', () => {
    const { json } = emit(ir());
    expect(at(json, `${chain}/filter_chain_match`)).toEqual({ server_names: ['a.example'] });
    expect(at(json, `${chain}/transport_socket/typed_config/common_tls_context`)).toEqual({
      tls_params: { tls_minimum_protocol_version: 'TLSv1_2' },
      alpn_protocols: ['h2', 'http/1.1'],
      tls_certificate_sds_secret_configs: [{ name: 'default/own' }, { name: 'default/given' }],
    });
    expect(at(json, `${hosts}/0/routes/${first + 1}/redirect`)).toEqual({ response_code: 'FOUND' });
  });
});

test('large expressions of our own raise the limit of their size', () => {
  const long = `/${'a'.repeat(100)}`;
  const cut: Filter = {
    kind: 'url-rewrite',
    hostname: null,
    path: { kind: 'prefix', matched: long, replacement: '' },
    origin: origin(resource('HTTPRoute', 'r')),
  };
  expect(emit(simple(rule('r', forward(to(a)), { filters: [cut] }))).json).toHaveProperty(
    'layered_runtime',
  );
  expect(emit(simple(rule('r', forward(to(a))))).json).not.toHaveProperty('layered_runtime');
});

test('what the protos refuse is a bug', () => {
  const verifyEnvoy = () => [{ pointer: '/node', message: 'wrong' }];
  const assets = { renderNginx: () => '', verifyEnvoy };
  const ir = simple(rule('r', forward(to(a))));
  expect(() => envoy.emit(ir, testOptions, assets)).toThrow(InternalError);
  expect(() => envoy.emit(ir, testOptions, assets)).toThrow('/node: wrong');
});

test('a backend that is not in the IR is a bug', () => {
  const ir = simple(rule('r', forward(to(backend('unknown', endpoints(1))))));
  expect(() => emit(ir)).toThrow(InternalError);
});
