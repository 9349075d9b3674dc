import { gateway, to, type Case, type Suite } from './case.ts';

const host = 'attach.test';
const ask = (name: string, port: string, path: string, backend: string | 404): Case => ({
  name,
  request: { port, path, host },
  expect: backend === 404 ? { status: 404 } : { status: 200, backend },
});

const routeOf = (namespace: string, name: string, parent: string) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  parentRefs: [{name: web, namespace: app, ${parent}}]
  hostnames: [${host}]
  rules: [{matches: [{path: {value: /${name}}}], ${to('s')}}]
`;
const namespace = (name: string, labels: string) => `---
apiVersion: v1
kind: Namespace
metadata: {name: ${name}, labels: ${labels}}
`;

/** Which routes a listener takes, and which listeners a route names. */
export const attachment: Suite = {
  name: 'attachment',
  ports: ['same', 'all', 'some', 'kinds'],
  services: ['app/s', 'inside/s', 'outside/s'],
  keepGoing: true,
  manifests: ({ same, all, some, kinds }) =>
    gateway(
      `{name: same, protocol: HTTP, port: ${same}}`,
      `{name: all, protocol: HTTP, port: ${all}, allowedRoutes: {namespaces: {from: All}}}`,
      `{name: some, protocol: HTTP, port: ${some}, allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {exposed: "yes"}, matchExpressions: [{key: tier, operator: NotIn, values: [test]}]}}}}`,
      `{name: kinds, protocol: HTTP, port: ${kinds}, allowedRoutes: {kinds: [{kind: GRPCRoute}]}}`,
    ) +
    namespace('inside', '{exposed: "yes"}') +
    namespace('outside', '{exposed: "yes", tier: test}') +
    routeOf('app', 'everywhere', '') +
    routeOf('inside', 'inside', '') +
    routeOf('outside', 'outside', '') +
    routeOf('app', 'by-section', 'sectionName: all') +
    routeOf('app', 'by-port', `port: ${all}`) +
    routeOf('app', 'by-both', `sectionName: same, port: ${all}`),
  cases: [
    ask('the namespace of the Gateway', 'same', '/everywhere', 's'),
    ask('no other namespace', 'same', '/inside', 404),
    ask('every namespace: the Gateway’s own', 'all', '/everywhere', 's'),
    ask('every namespace: another', 'all', '/outside', 's'),
    ask('selected by labels', 'some', '/inside', 's'),
    ask('not selected by labels', 'some', '/outside', 404),
    ask('a namespace without labels', 'some', '/everywhere', 404),
    ask('a kind that is not allowed', 'kinds', '/everywhere', 404),
    ask('the listener that is named', 'all', '/by-section', 's'),
    ask('no other listener than the named one', 'same', '/by-section', 404),
    ask('the port that is named', 'all', '/by-port', 's'),
    ask('no other port than the named one', 'same', '/by-port', 404),
    ask('no listener with both name and port', 'same', '/by-both', 404),
    ask('no listener with both name and port, the other', 'all', '/by-both', 404),
  ],
};
