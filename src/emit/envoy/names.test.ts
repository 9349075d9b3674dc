import { expect, test } from 'vitest';
import { backendId, listenerId, type Route } from '../../ir/index.ts';
import {
  host,
  httpsListener,
  httpSocket,
  match,
  origin,
  resource,
  route,
  rule,
  tlsSocket,
} from '../../../test/support/ir.ts';
import {
  clusterName,
  emptyHostName,
  listenerName,
  misdirectedName,
  missingCluster,
  routeName,
  virtualHostName,
} from './names.ts';

const respond = { kind: 'respond', status: 500, reason: 'no-backends' } as const;

function entry(name: string, matchIndex: number): Route {
  return { ...route(rule(name, respond), match('/')), matchIndex };
}

test('what differs in one part only gets different names', () => {
  const service = (name: string, namespace: string) => resource('Service', name, namespace);
  const names = [
    clusterName(backendId(service('b', 'a'), 80, '')),
    clusterName(backendId(service('a', 'b'), 80, '')),
    clusterName(backendId(service('b-80', 'a'), 8, '')),
    clusterName(backendId(service('b', 'a'), 80, 'h2c')),
    clusterName(backendId(service('unresolved', 'a'), 80, '')),
    missingCluster,
    routeName(entry('a', 0), null, null),
    routeName(entry('a', 1), null, null),
    routeName(entry('a', 0), null, 0),
    routeName(entry('a', 0), '0', null),
    routeName(entry('a-0', 0), null, null),
  ];
  expect(new Set(names).size).toBe(names.length);
});

test('no host of a manifest gets the name of a host that we add', () => {
  const web = listenerId(resource('Gateway', 'g'), 'web');
  const own = [emptyHostName(web), misdirectedName(web)];
  const given = ['no-routes', 'misdirected', '*'].map((name) => virtualHostName(web, host([name])));
  expect(new Set([...own, ...given]).size).toBe(5);
});

test('ports of all protocols have names of their own', () => {
  const listener = { name: 'l', rule: null, origin: origin(resource('Gateway', 'g')) };
  const base = { port: 53, addresses: [] };
  expect(listenerName(httpSocket(53))).toBe('http-53');
  expect(listenerName(tlsSocket(53, httpsListener('l', null, [])))).toBe('https-53');
  expect(listenerName(tlsSocket(53))).toBe('tls-53');
  expect(listenerName({ ...base, kind: 'tcp', listener })).toBe('tcp-53');
  expect(listenerName({ ...base, kind: 'udp', listener })).toBe('udp-53');
});

test('listeners of one name have ids of their own', () => {
  const owners = [
    resource('Gateway', 'edge', 'app'),
    resource('ListenerSet', 'edge', 'app'),
    resource('ListenerSet', 'edge', 'other'),
    resource('ListenerSet', 'app', 'edge'),
  ];
  const ids = owners.map((owner) => listenerId(owner, 'web'));
  const names = ids.flatMap((id) => [
    id,
    emptyHostName(id),
    misdirectedName(id),
    virtualHostName(id, host(['web'])),
  ]);
  expect(new Set(names).size).toBe(4 * owners.length);
});
