import { to, type Case, type Suite } from './case.ts';

const ask = (
  name: string,
  host: string,
  path: string,
  expect: string | 404 | 421,
  tls: Partial<Case['request']> = {},
): Case => ({
  name,
  request: { port: 'http', path, host, ...tls },
  expect: typeof expect === 'number' ? { status: expect } : { status: 200, backend: expect },
});

const ofSet = (namespace: string, name: string, listeners: readonly string[]) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  parentRef: {name: web, namespace: app}
  listeners:
${listeners.map((listener) => `    - ${listener}`).join('\n')}
`;

const route = (namespace: string, name: string, parent: string) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  parentRefs: [{${parent}}]
  rules: [{matches: [{path: {value: /${name}}}], ${to('s')}}]
`;

const https = (sni: string) => ({ port: 'https', sni });

/** Listeners of several objects on the ports of one Gateway, some of one name (GEP-1713). */
export const listenerSets: Suite = {
  name: 'listener sets',
  ports: ['http', 'https', 'more'],
  services: ['app/s', 'shop/s', 'bank/s'],
  secrets: {
    'app/cert': ['gateway.test'],
    'shop/cert': ['shop.test'],
    'bank/cert': ['bank.test'],
  },
  keepGoing: true,
  manifests: ({ http, https: tls, more }) => `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: web, namespace: app}
spec:
  gatewayClassName: test
  allowedListeners: {namespaces: {from: All}}
  listeners:
    - {name: web, protocol: HTTP, port: ${String(http)}, hostname: gateway.test}
    - {name: secure, protocol: HTTPS, port: ${String(tls)}, hostname: gateway.test, tls: {certificateRefs: [{name: cert}]}}
${ofSet('shop', 'set', [
  `{name: web, protocol: HTTP, port: ${String(http)}, hostname: shop.test, allowedRoutes: {namespaces: {from: All}}}`,
  `{name: secure, protocol: HTTPS, port: ${String(tls)}, hostname: shop.test, tls: {certificateRefs: [{name: cert}]}}`,
  `{name: more, protocol: HTTP, port: ${String(more)}}`,
])}${ofSet('bank', 'set', [
    `{name: web, protocol: HTTP, port: ${String(http)}, hostname: bank.test}`,
    `{name: secure, protocol: HTTPS, port: ${String(tls)}, hostname: bank.test, tls: {certificateRefs: [{name: cert}]}}`,
    `{name: of-the-gateway, protocol: HTTP, port: ${String(http)}, hostname: gateway.test}`,
    `{name: foreign, protocol: HTTPS, port: ${String(tls)}, hostname: foreign.test, tls: {certificateRefs: [{name: cert, namespace: app}]}}`,
  ])}${route('app', 'gateway', 'name: web')}${route('shop', 'shop', 'kind: ListenerSet, name: set')}${route('bank', 'bank', 'kind: ListenerSet, name: set')}${route('app', 'guest', 'kind: ListenerSet, name: set, namespace: shop')}${route('shop', 'section', 'kind: ListenerSet, name: set, sectionName: web')}${route('shop', 'port', `kind: ListenerSet, name: set, port: ${String(more)}`)}`,
  cases: [
    ask('a route of the Gateway', 'gateway.test', '/gateway', 's'),
    ask('a route of a ListenerSet', 'shop.test', '/shop', 's'),
    ask('a route of another ListenerSet', 'bank.test', '/bank', 's'),
    ask('a port of its own', 'any.test', '/shop', 's', { port: 'more' }),
    ask('no route of the Gateway on a ListenerSet', 'shop.test', '/gateway', 404),
    ask('no route of a ListenerSet on the Gateway', 'gateway.test', '/shop', 404),
    ask('no route of one ListenerSet on another', 'bank.test', '/shop', 404),
    ask('nothing by a listener that lost its hostname', 'gateway.test', '/bank', 404),
    ask('the listener that is named', 'shop.test', '/section', 's'),
    ask('no other than the named one', 'any.test', '/section', 404, { port: 'more' }),
    ask('the port that is named', 'any.test', '/port', 's', { port: 'more' }),
    ask('no other port than the named one', 'shop.test', '/port', 404),
    ask('a route of a namespace that the listener allows', 'shop.test', '/guest', 's'),
    ask('and of none that it does not', 'any.test', '/guest', 404, { port: 'more' }),
    ask('over TLS', 'shop.test', '/shop', 's', https('shop.test')),
    ask('the listener of one name of the other', 'bank.test', '/bank', 's', https('bank.test')),
    ask('not from one to the other', 'bank.test', '/bank', 421, https('shop.test')),
    ask('nor to the Gateway’s', 'gateway.test', '/gateway', 421, https('shop.test')),
    {
      name: 'each with its own certificate',
      request: { path: '/bank', host: 'bank.test', ...https('bank.test') },
      expect: { status: 200, certificate: 'bank.test' },
    },
    {
      name: 'a certificate that nobody granted is not shown',
      request: { path: '/', host: 'foreign.test', ...https('foreign.test') },
      expect: { status: 'refused' },
    },
  ],
};
