import { describe, expect, test } from 'vitest';
import { resolved } from '../../test/support/resolved.ts';

const gateway = (
  name: string,
  more = '',
  listeners = '{name: web, port: 80, protocol: HTTP}',
) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: ${name}, namespace: app}
spec:
  gatewayClassName: ${name === 'a' ? 'one' : 'two'}
  listeners: [${listeners}]
  ${more}
`;
const gatewayClass = (name: string, controller: string) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: ${name}}
spec: {controllerName: example.com/${controller}}
`;

describe('of several Gateways', () => {
  const text =
    gateway('b') +
    gateway('a') +
    gateway('c') +
    gatewayClass('one', 'x') +
    gatewayClass('two', 'y');

  test.each<
    readonly [string, Parameters<typeof resolved>[1], readonly string[], readonly string[]]
  >([
    ['all', {}, ['a', 'b', 'c'], []],
    ['those of a class', { gatewayClass: 'two' }, ['b', 'c'], []],
    ['those of a controller', { controllerName: 'example.com/x' }, ['a'], []],
    ['one by its name', { gateways: [{ namespace: 'app', name: 'c' }] }, ['c'], []],
    [
      'those that meet all of it',
      {
        gateways: [
          { namespace: 'app', name: 'a' },
          { namespace: 'app', name: 'b' },
        ],
        gatewayClass: 'two',
      },
      ['b'],
      [],
    ],
    [
      'those that exist',
      {
        gateways: [
          { namespace: 'app', name: 'a' },
          { namespace: 'other', name: 'b' },
        ],
      },
      ['a'],
      ['resolve/gateway-not-found'],
    ],
  ])('%s are compiled', (_, options, names, findings) => {
    const found = resolved(text, options);
    expect([found.gateways, found.findings]).toEqual([names, findings]);
  });
});

test('parameters of any kind could ask for something that is not done', () => {
  const parametersRef = 'parametersRef: {group: example.com, kind: Tuning, name: t}';
  const { ir, findings } = resolved(gateway('a', `infrastructure: {${parametersRef}}`));
  expect(ir.sockets).toEqual([]);
  expect(findings).toEqual([
    'resolve/invalid-parameters Gateway a spec.infrastructure.parametersRef',
  ]);
});

test('hostnames mean nothing to TCP and UDP', () => {
  const listeners =
    '{name: t, port: 80, protocol: TCP}, {name: u, port: 80, protocol: UDP}, {name: h, port: 81, protocol: HTTP, hostname: a.example}';
  const { ir, findings } = resolved(gateway('a', '', listeners));
  expect(findings).toEqual([]);
  expect(ir.sockets.map(({ kind, port }) => `${kind} ${String(port)}`).sort()).toEqual([
    'http 81',
    'tcp 80',
    'udp 80',
  ]);
});

test.each([
  [0, [65535], []],
  [1, [], ['resolve/port-out-of-range Gateway a spec.listeners[0].port']],
])('with %i added, the last port', (portOffset, ports, findings) => {
  const text = gateway('a', '', '{name: web, port: 65535, protocol: HTTP}');
  const found = resolved(text, { target: { portOffset } });
  expect([found.ir.sockets.map(({ port }) => port), found.findings]).toEqual([ports, findings]);
});

describe('default Gateways', () => {
  const route = (parents: string) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r, namespace: app}
spec:
  useDefaultGateways: All
  parentRefs: [${parents}]
  rules: [{filters: [{type: RequestRedirect, requestRedirect: {statusCode: 301}}]}]
`;
  const text = (parents: string) => gateway('a', 'defaultScope: All') + route(parents);
  const useDefault = 'resolve/no-default-gateway HTTPRoute r spec.useDefaultGateways';

  test.each([
    ['are used', '', 1],
    ['are not asked twice', '{name: a}', 1],
    ['are asked as a whole, too', '{name: a, sectionName: web}', 1],
    ['are asked on all ports', '{name: a, port: 80}', 1],
    ['are used besides others', '{name: b}', 1],
  ])('%s', (_, parents, rules) => {
    const { ir, findings } = resolved(text(parents) + gateway('b'));
    expect([ir.rules.length, findings]).toEqual([rules, []]);
  });

  test('are missed', () => {
    expect(resolved(gateway('a') + route('{name: a}')).findings).toEqual([useDefault]);
  });

  test('add the listeners that the route does not name', () => {
    const listeners =
      '{name: web, port: 80, protocol: HTTP}, {name: alt, port: 81, protocol: HTTP}';
    const hostsOf = (parents: string) =>
      resolved(gateway('a', 'defaultScope: All', listeners) + route(parents)).ir.sockets.map(
        (socket) => ('listeners' in socket ? socket.listeners.length : 0),
      );
    expect(hostsOf('{name: a, sectionName: web}')).toEqual([1, 1]);
    expect(hostsOf('{name: a, port: 81}')).toEqual([1, 1]);
    const { findings } = resolved(
      gateway('a', 'defaultScope: All', listeners) + route('{name: a, sectionName: nothing}'),
    );
    expect(findings).toEqual(['resolve/no-matching-parent HTTPRoute r spec.parentRefs[0]']);
  });
});

describe('parents', () => {
  const route = (parent: string) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r, namespace: app}
spec:
  parentRefs: [${parent}]
  rules: [{filters: [{type: RequestRedirect, requestRedirect: {statusCode: 301}}]}]
`;
  const set = (parent: string) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: {name: s, namespace: app}
spec: {parentRef: {${parent}}, listeners: [{name: l, port: 82, protocol: HTTP}]}
`;
  const at = 'HTTPRoute r spec.parentRefs[0]';
  const all = 'allowedListeners: {namespaces: {from: All}}';

  test.each<readonly [string, string, readonly string[]]>([
    ['a Gateway', route('{name: a}'), []],
    ['one that is not there', route('{name: x}'), [`resolve/parent-not-found ${at}`]],
    [
      'a kind of another group',
      route('{group: example.com, kind: Gateway, name: a}'),
      [`resolve/unsupported-parent ${at}.kind`],
    ],
    [
      'a kind of the core',
      route('{group: "", kind: Pod, name: a}'),
      [`resolve/unsupported-parent ${at}.kind`],
    ],
    [
      'another kind',
      route('{kind: HTTPRoute, name: a}'),
      [`resolve/unsupported-parent ${at}.kind`],
    ],
    ['a ListenerSet', set('name: a') + route('{kind: ListenerSet, name: s}'), []],
    [
      'no such ListenerSet',
      route('{kind: ListenerSet, name: s}'),
      [`resolve/parent-not-found ${at}`],
    ],
    [
      'a ListenerSet without Gateway',
      set('name: x') + route('{kind: ListenerSet, name: s}'),
      ['resolve/parent-not-found ListenerSet s spec.parentRef', `resolve/parent-not-found ${at}`],
    ],
    [
      'a ListenerSet of something else',
      set('group: example.com, kind: Gateway, name: a') + route('{kind: ListenerSet, name: s}'),
      ['resolve/unsupported-parent ListenerSet s spec.parentRef.kind'],
    ],
    [
      'a ListenerSet of another kind',
      set('kind: HTTPRoute, name: a'),
      ['resolve/unsupported-parent ListenerSet s spec.parentRef.kind'],
    ],
  ])('%s', (_, text, findings) => {
    expect(resolved(gateway('a', all) + text).findings).toEqual(findings);
  });

  test('a Gateway that was not selected is none of this run’s business', () => {
    const text = gateway('a', all) + gateway('b', all) + set('name: b');
    const options = { gateways: [{ namespace: 'app', name: 'a' }] };
    for (const parent of ['{name: b}', '{kind: ListenerSet, name: s}'])
      expect(resolved(text + route(parent), options).findings).toEqual([]);
  });

  test('a selector that is wrong is reported where it stands', () => {
    const selector = '{from: Selector, selector: {matchExpressions: [{key: a, operator: Is}]}}';
    const { findings } = resolved(gateway('a', `allowedListeners: {namespaces: ${selector}}`));
    expect(findings).toEqual([
      'resolve/invalid-selector Gateway a spec.allowedListeners.namespaces.selector.matchExpressions[0].operator',
    ]);
  });
});
