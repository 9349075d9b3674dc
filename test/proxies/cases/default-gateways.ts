import { gateway, to, type Case, type Suite } from './case.ts';

const ask = (name: string, port: string, path: string, backend: string | 404): Case => ({
  name,
  request: { port, path },
  expect: backend === 404 ? { status: 404 } : { status: 200, backend },
});

const routeOf = (namespace: string, name: string, spec: string) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  ${spec}
  rules: [{matches: [{path: {value: /${name}}}], ${to('s')}}]
`;

/** Routes that attach to a Gateway without naming it (GEP-3793). */
export const defaultGateways: Suite = {
  name: 'default gateways',
  ports: ['same', 'all', 'set'],
  services: ['app/s', 'other/s'],
  keepGoing: true,
  manifests: ({ same, all, set }) =>
    gateway(
      `{name: same, protocol: HTTP, port: ${same}}`,
      `{name: all, protocol: HTTP, port: ${all}, allowedRoutes: {namespaces: {from: All}}}`,
    ) +
    `  defaultScope: All
  allowedListeners: {namespaces: {from: Same}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: {name: set, namespace: app}
spec: {parentRef: {name: web}, listeners: [{name: set, protocol: HTTP, port: ${set}}]}
` +
    routeOf('app', 'default', 'useDefaultGateways: All') +
    routeOf('app', 'none', 'useDefaultGateways: None') +
    routeOf('app', 'unset', 'parentRefs: []') +
    routeOf('other', 'foreign', 'useDefaultGateways: All') +
    routeOf(
      'app',
      'both',
      'useDefaultGateways: All\n  parentRefs: [{kind: ListenerSet, name: set}, {name: web, sectionName: same}]',
    ),
  cases: [
    ask('a route that asks for default Gateways', 'same', '/default', 's'),
    ask('on every listener of theirs', 'all', '/default', 's'),
    ask('but not on those of their ListenerSets', 'set', '/default', 404),
    ask('a route that asks for none', 'all', '/none', 404),
    ask('a route that does not ask', 'all', '/unset', 404),
    ask('a route of another namespace, where it is allowed', 'all', '/foreign', 's'),
    ask('a route of another namespace, where it is not', 'same', '/foreign', 404),
    ask('beside a listener that is named', 'same', '/both', 's'),
    ask('beside a listener that is named, the others', 'all', '/both', 's'),
    ask('beside another parent', 'set', '/both', 's'),
  ],
};
