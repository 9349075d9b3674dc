import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Namespace } from './descriptor.ts';
import { makeVerifier } from './verify.ts';

const path = new URL('../../../../schemas/envoy/descriptor.json', import.meta.url);
const verify = makeVerifier(JSON.parse(readFileSync(path, 'utf8')) as Namespace);

const router = {
  name: 'envoy.filters.http.router',
  typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router' },
};
const route = { match: { prefix: '/' }, route: { cluster: 'a', timeout: '0s' } };
const connectionManager = {
  '@type':
    'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
  stat_prefix: 'http',
  route_config: {
    name: 'r',
    virtual_hosts: [{ name: 'v', domains: ['*'], routes: [route] }],
  },
  http_filters: [router],
};
const valid = {
  static_resources: {
    listeners: [
      {
        name: 'l',
        address: { socket_address: { address: '::', port_value: 80, ipv4_compat: true } },
        filter_chains: [{ filters: [{ name: 'hcm', typed_config: connectionManager }] }],
      },
    ],
    clusters: [{ name: 'a', type: 'STATIC', connect_timeout: '5s' }],
  },
};

type Json = Readonly<Record<string, unknown>>;

/** The bootstrap with one value replaced; null removes it. */
function changed(pointer: string, value: unknown): Json {
  const copy = structuredClone(valid) as Json;
  const steps = pointer.slice(1).split('/');
  const last = steps.pop() ?? '';
  const parent = steps.reduce((node, step) => node[step] as Json, copy) as Record<string, unknown>;
  if (value === null) delete parent[last];
  else parent[last] = value;
  return copy;
}

const bootstrap = 'envoy.config.bootstrap.v3.Bootstrap';
const hcm = '/static_resources/listeners/0/filter_chains/0/filters/0/typed_config';
const vhost = `${hcm}/route_config/virtual_hosts/0`;

test('a valid bootstrap has no problems', () => {
  expect(verify(bootstrap, valid)).toEqual([]);
});

describe('finds', () => {
  test.each([
    ['an unknown field', `${vhost}/domain`, ['*'], `${vhost}/domain`, /has no field domain/],
    ['a wrong type', `${vhost}/name`, 7, `${vhost}/name`, /7 is not a string/],
    ['a list that is none', `${vhost}/domains`, '*', `${vhost}/domains`, /is not a list/],
    ['an empty list', `${vhost}/domains`, [], `${vhost}/domains`, /at least 1 item/],
    ['a missing field', `${vhost}/domains`, null, `${vhost}/domains`, /must not be empty/],
    [
      'an empty name',
      '/static_resources/clusters/0/name',
      '',
      '/static_resources/clusters/0/name',
      /shorter than 1/,
    ],
    [
      'an unknown enum value',
      '/static_resources/clusters/0/type',
      'FIXED',
      '/static_resources/clusters/0/type',
      /not a value of enum/,
    ],
    [
      'a zero duration',
      '/static_resources/clusters/0/connect_timeout',
      '0s',
      '/static_resources/clusters/0/connect_timeout',
      /must be over 0s/,
    ],
    [
      'a bad duration',
      '/static_resources/clusters/0/connect_timeout',
      '5',
      '/static_resources/clusters/0/connect_timeout',
      /is not a duration/,
    ],
    [
      'two members of a oneof',
      `${vhost}/routes/0/match/path`,
      '/x',
      `${vhost}/routes/0/match/path`,
      /exclude each other/,
    ],
    [
      'no member of a oneof',
      `${vhost}/routes/0/match`,
      {},
      `${vhost}/routes/0/match`,
      /needs one of prefix/,
    ],
    [
      'a port out of range',
      '/static_resources/listeners/0/address/socket_address/port_value',
      70_000,
      '/static_resources/listeners/0/address/socket_address/port_value',
      /at most 65535/,
    ],
    [
      'a wrong pattern',
      `${vhost}/routes/0/match`,
      { path_separated_prefix: '/a/' },
      `${vhost}/routes/0/match/path_separated_prefix`,
      /does not match/,
    ],
    [
      'a line break in a header',
      `${vhost}/routes/0/request_headers_to_add`,
      [{ header: { key: 'a', value: 'x\ny' } }],
      `${vhost}/routes/0/request_headers_to_add/0/header/value`,
      /header value/,
    ],
    ['an unknown type', `${hcm}/@type`, 'type.googleapis.com/x.Y', hcm, /has no message x\.Y/],
    [
      'a deprecated field',
      `${vhost}/routes/0/route/cors`,
      {},
      `${vhost}/routes/0/route/cors`,
      /deprecated/,
    ],
    [
      'a number for 64 bits',
      '/static_resources/clusters/0/per_connection_buffer_limit_bytes',
      -1,
      '/static_resources/clusters/0/per_connection_buffer_limit_bytes',
      /-1 is not a uint32/,
    ],
  ])('%s', (_, pointer, value, place, message) => {
    const problems = verify(bootstrap, changed(pointer, value));
    expect(problems).toContainEqual({
      pointer: place,
      message: expect.stringMatching(message) as string,
    });
  });
});
