import { expect, test } from 'vitest';
import { hostname } from '../ir/index.ts';
import { isolateListeners } from './listener-isolation.ts';
import type { ResolvedListener } from './listeners.ts';
import { origin, resource } from '../../test/support/ir.ts';

const listener = (name: string, own: string | null, port = 80): ResolvedListener => ({
  spec: { name, protocol: 'HTTP', port, allowedRoutes: { namespaces: { from: 'Same' } } },
  protocol: 'HTTP',
  hostname: own === null ? null : hostname(own),
  routeKinds: new Set(),
  certificates: [],
  clients: null,
  parameters: null,
  clientsPlace: null,
  served: true,
  origin: origin(resource('Gateway', 'g')),
});

const all = listener('all', null);
const wild = listener('wild', '*.example.com');
const exact = listener('exact', 'a.example.com');
const elsewhere = listener('elsewhere', 'b.example.com', 81);
const owns = isolateListeners([all, wild, exact, elsewhere]);

test.each<readonly [string, ResolvedListener | null]>([
  ['a.example.com', exact],
  ['b.example.com', wild],
  ['*.example.com', wild],
  ['*.b.example.com', wild],
  ['example.com', all],
  ['*.com', all],
])('%s belongs to one listener of the port', (host, owner) => {
  const owners = [all, wild, exact].filter((each) => owns(each, hostname(host)));
  expect(owners).toEqual([owner]);
});

test('a host of every name belongs to the listener of every name', () => {
  expect([all, wild, exact].filter((each) => owns(each, null))).toEqual([all]);
});

test('other ports do not matter', () => {
  expect(owns(elsewhere, hostname('b.example.com'))).toBe(true);
});
