import { expect, test } from 'vitest';
import { loadSchemas } from '../assets/schemas.ts';
import { optionsWith } from '../../test/support/fixtures.ts';
import { statusOf } from '../status-of.ts';
import type { Condition, ObjectStatus } from './model.ts';

const schemas = loadSchemas();

function statusesOf(text: string): readonly ObjectStatus[] {
  return statusOf([{ name: 'a.yaml', text }], optionsWith({}), schemas, 'envoy');
}

const gateway = (allowed: string, more = '') => `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: g, namespace: app}
spec:
  gatewayClassName: ours
  allowedListeners: {namespaces: {from: ${allowed}}}
  ${more}
  listeners: [{name: web, port: 80, protocol: HTTP, hostname: a.test}]
`;
const listenerSet = (namespace: string, ...listeners: readonly string[]) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: {name: set, namespace: ${namespace}, generation: 4}
spec:
  parentRef: {name: g, namespace: app}
  listeners: [${listeners.join(', ')}]
`;
const free = '{name: web, port: 80, protocol: HTTP, hostname: b.test}';
const taken = '{name: taken, port: 80, protocol: HTTP, hostname: a.test}';
const closed = '{name: closed, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: none}]}}';
const route = (name: string, parent: string) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: ${name}, namespace: app}
spec:
  parentRefs: [{name: ${parent}}]
  rules: [{filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]}]
`;

const shown = (conditions: readonly Condition[]) =>
  conditions.map(({ type, status, reason }) => `${type}=${status} ${reason}`);

function setOf(text: string) {
  const found = statusesOf(text).find(({ kind }) => kind === 'ListenerSet');
  if (found?.kind !== 'ListenerSet') throw new Error('no status of the ListenerSet');
  return found.status;
}

function attachedOf(text: string): number | undefined {
  const found = statusesOf(text).find(({ kind }) => kind === 'Gateway');
  return found?.kind === 'Gateway' ? found.status.attachedListenerSets : undefined;
}

test.each<readonly [string, string, number, readonly string[]]>([
  [
    'that is served',
    gateway('Same') + listenerSet('app', free),
    1,
    ['Accepted=True Accepted', 'Programmed=True Programmed'],
  ],
  [
    'with a listener that is not',
    gateway('Same') + listenerSet('app', free, taken),
    1,
    ['Accepted=True ListenersNotValid', 'Programmed=True Programmed'],
  ],
  [
    'without a listener that is',
    gateway('Same') + listenerSet('app', taken, closed),
    0,
    ['Accepted=False ListenersNotValid', 'Programmed=False ListenersNotValid'],
  ],
  [
    'of another namespace',
    gateway('Same') + listenerSet('other', free),
    0,
    ['Accepted=False NotAllowed', 'Programmed=False NotAllowed'],
  ],
  [
    'of a Gateway that takes none',
    gateway('None') + listenerSet('app', free),
    0,
    ['Accepted=False NotAllowed', 'Programmed=False NotAllowed'],
  ],
  [
    'of a Gateway that is not served',
    gateway('All', 'addresses: [{type: Hostname, value: a.test}]') + listenerSet('app', free),
    0,
    ['Accepted=False ParentNotAccepted', 'Programmed=False ParentNotProgrammed'],
  ],
])('a ListenerSet %s', (_, text, attached, expected) => {
  expect(shown(setOf(text).conditions)).toEqual(expected);
  expect(attachedOf(text)).toBe(attached);
});

test('its listeners have the status of a Gateway’s', () => {
  const text = gateway('Same') + listenerSet('app', free, taken, closed);
  const listeners = setOf(text).listeners.map(({ name, conditions }) => [name, shown(conditions)]);
  expect(Object.fromEntries(listeners)).toEqual({
    web: [
      'Accepted=True Accepted',
      'ResolvedRefs=True ResolvedRefs',
      'Conflicted=False NoConflicts',
      'Programmed=True Programmed',
    ],
    taken: [
      'Accepted=False HostnameConflict',
      'ResolvedRefs=True ResolvedRefs',
      'Conflicted=True HostnameConflict',
      'Programmed=False HostnameConflict',
    ],
    closed: [
      'Accepted=True Accepted',
      'ResolvedRefs=False InvalidCertificateRef',
      'Conflicted=False NoConflicts',
      'Programmed=False Invalid',
    ],
  });
});

test('routes are counted where they attach, not where another object has a listener of that name', () => {
  const text =
    gateway('Same') +
    listenerSet('app', free) +
    route('a', 'g, sectionName: web') +
    route('b', 'set, kind: ListenerSet, sectionName: web') +
    route('c', 'set, kind: ListenerSet');
  expect(setOf(text).listeners.map(({ attachedRoutes }) => attachedRoutes)).toEqual([2]);
  const found = statusesOf(text).find(({ kind }) => kind === 'Gateway');
  expect(found?.kind === 'Gateway' ? found.status.listeners[0]?.attachedRoutes : null).toBe(1);
});

test('no condition tells of another object’s listeners', () => {
  const text = gateway('All') + listenerSet('other', taken.replace('taken', 'mine'));
  const messages = setOf(text).listeners.flatMap(({ conditions }) =>
    conditions.map(({ message }) => message),
  );
  expect(messages.join(' ')).not.toMatch(/\bweb\b|\bapp\b/);
});
