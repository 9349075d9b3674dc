import { gateway, route, to, type Case, type Suite } from './case.ts';

const host = 'order.test';
const ask = (
  name: string,
  path: string,
  backend: string | 404,
  more: Partial<Case['request']> = {},
): Case => ({
  name,
  request: { path, host, ...more },
  expect: backend === 404 ? { status: 404 } : { status: 200, backend },
});

/** An HTTPRoute with what decides between equal matches: its age, namespace and name. */
const aged = (name: string, namespace: string, created: string, rules: readonly string[]) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: ${name}, namespace: ${namespace}, creationTimestamp: "${created}"}
spec:
  parentRefs: [{name: web, namespace: app}]
  hostnames: [${host}]
  rules:
${rules.map((rule) => `    - {${rule}}`).join('\n')}
`;

const at = (match: string, service: string) => `matches: [{${match}}], ${to(service)}`;
const early = '2026-01-01T00:00:00Z';
const late = '2026-06-01T00:00:00Z';
const header = (name: string) => `{name: ${name}, value: "1"}`;

/** Which of several rules gets a request that all of them match (HTTPRouteRule `matches`). */
export const precedence: Suite = {
  name: 'precedence',
  ports: ['http'],
  services: ['app/one', 'app/two', 'app/three', 'app/four', 'abc/five'],
  manifests: ({ http }) =>
    gateway(
      `{name: http, protocol: HTTP, port: ${http}, allowedRoutes: {namespaces: {from: All}}}`,
    ) +
    aged('z-early', 'app', early, [
      at('path: {value: /age}', 'one'),
      at('path: {value: /deep}', 'one'),
      at('path: {value: /order}', 'one'),
      at('path: {value: /order}', 'two'),
    ]) +
    aged('a-late', 'app', late, [
      at('path: {value: /age}', 'two'),
      at('path: {value: /deep/deeper}', 'two'),
      at('path: {value: /name}', 'one'),
      at('path: {value: /space}', 'one'),
    ]) +
    aged('b-late', 'app', late, [at('path: {value: /name}', 'two')]) +
    aged('z-late', 'abc', late, [at('path: {value: /space}', 'five')]) +
    aged('kinds', 'app', early, [
      at('path: {value: /kind/of}', 'one'),
      at('path: {type: RegularExpression, value: "/kind/of/[a-z]+"}', 'two'),
      at('path: {type: Exact, value: /kind/of/thing}', 'three'),
      at('path: {type: RegularExpression, value: "/kind/of/[a-z]+/and/[a-z]+"}', 'four'),
      at('path: {value: /kind/of/long/prefix/of/all}, method: POST', 'one'),
    ]) +
    aged('counts', 'app', early, [
      at(
        `path: {value: /n}, headers: [${['a', 'b'].map((x) => header(`x-${x}`)).join(', ')}]`,
        'one',
      ),
      at('path: {value: /n}, method: PUT', 'two'),
      at(`path: {value: /n}, headers: [${header('x-c')}]`, 'three'),
      at(`path: {value: /n}, queryParams: [${['a', 'b', 'c'].map(header).join(', ')}]`, 'four'),
      at(`path: {value: /n}, queryParams: [${header('a')}]`, 'one'),
      at(`path: {value: /n/longer}`, 'four'),
    ]) +
    route(
      'bare',
      `hostnames: [bare.test]
  rules:
    - {matches: [{path: {value: /bare}}], ${to('one')}}
    - {matches: [{path: {type: RegularExpression, value: "/[ab]are/?"}}], ${to('two')}}
    - {matches: [{path: {type: RegularExpression, value: "/[b]are"}}], ${to('three')}}
`,
      '{name: web}',
    ),
  cases: [
    ask('an expression before the prefix itself', '/bare', 'two', { host: 'bare.test' }),
    ask('and before what is below the prefix', '/bare/', 'two', { host: 'bare.test' }),
    ask('the prefix where no expression matches', '/bare/x', 'one', { host: 'bare.test' }),
    ask('the older route', '/age', 'one'),
    ask('age does not matter between different matches', '/deep/deeper', 'two'),
    ask('the first of equal rules', '/order', 'one'),
    ask('names in order', '/name', 'one'),
    ask('namespaces in order, before names', '/space', 'five'),
    ask('exact before everything', '/kind/of/thing', 'three'),
    ask('a regular expression before a prefix', '/kind/of/other', 'two'),
    ask('the prefix where the expression does not match', '/kind/of/4', 'one'),
    ask('the longer expression', '/kind/of/a/and/b', 'four'),
    ask('a method before two headers', '/n', 'two', {
      method: 'PUT',
      headers: [
        ['x-a', '1'],
        ['x-b', '1'],
      ],
    }),
    ask('two headers before one', '/n', 'one', {
      headers: [
        ['x-c', '1'],
        ['x-b', '1'],
        ['x-a', '1'],
      ],
    }),
    ask('one header before three query parameters', '/n?a=1&b=1&c=1', 'three', {
      headers: [['x-c', '1']],
    }),
    ask('three query parameters before one', '/n?c=1&b=1&a=1', 'four'),
    ask('one query parameter', '/n?a=1&b=1', 'one'),
    ask('nothing holds', '/n', 404),
    ask('the longer path before a method', '/n/longer', 'four', { method: 'PUT' }),
    ask('back to the shorter path', '/kind/of/long/prefix/of/all', 'one'),
  ],
};
