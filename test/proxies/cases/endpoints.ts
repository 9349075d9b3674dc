import { gateway, route, type Suite } from './case.ts';

const host = 'slices.test';

const service = (name: string, ports: string) => `---
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: app}
spec: {ports: [${ports}]}
`;
const slice = (name: string, of: string, ports: string, endpoints: string) => `---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: ${name}, namespace: app, labels: {kubernetes.io/service-name: ${of}}}
addressType: IPv4
ports: [${ports}]
endpoints: [${endpoints}]
`;
const here = '{addresses: [127.0.0.1]}';
const rule = (path: string, refs: string) =>
  `    - {matches: [{path: {value: ${path}}}], backendRefs: [${refs}]}`;

/** Endpoints from EndpointSlices. */
export const endpoints: Suite = {
  name: 'endpoints',
  ports: ['http'],
  services: ['app/mapped'],
  endpoints: ['slice/first', 'slice/second', 'slice/third'],
  manifests: ({ http }, at) =>
    gateway(`{name: http, protocol: HTTP, port: ${http}}`) +
    route(
      'all',
      `hostnames: [${host}]
  rules:
${rule('/two-slices', '{name: two, port: 80}')}
${rule('/named', '{name: named, port: 80}')}
${rule('/other-port', '{name: named, port: 81}')}
${rule('/ready', '{name: conditions, port: 80}')}
${rule('/rare', '{name: mapped, port: 8080, weight: 999}, {name: one, port: 80}')}
${rule('/mixed', '{name: two, port: 80, weight: 2}, {name: one, port: 80, weight: 2}')}
`,
    ) +
    service('one', '{port: 80, targetPort: 9999}') +
    slice('one-1', 'one', `{port: ${at['slice/third']}}`, here) +
    service('two', '{port: 80}') +
    slice('two-1', 'two', `{port: ${at['slice/first']}}`, here) +
    slice('two-2', 'two', `{port: ${at['slice/second']}}`, here) +
    service('named', '{name: web, port: 80, targetPort: http}, {name: admin, port: 81}') +
    slice(
      'named-1',
      'named',
      `{name: admin, port: ${at['slice/second']}}, {name: web, port: ${at['slice/first']}}`,
      here,
    ) +
    service('conditions', '{port: 80}') +
    slice(
      'conditions-1',
      'conditions',
      `{port: ${at['slice/first']}}`,
      '{addresses: [127.0.0.1], conditions: {ready: false, serving: true, terminating: true}}',
    ) +
    slice(
      'conditions-2',
      'conditions',
      `{port: ${at['slice/second']}}`,
      '{addresses: [127.0.0.1], conditions: {}}',
    ),
  cases: [
    {
      name: 'the port of the Service by its name',
      request: { path: '/named', host },
      expect: { status: 200, backend: 'first' },
    },
    {
      name: 'another port of the Service',
      request: { path: '/other-port', host },
      expect: { status: 200, backend: 'second' },
    },
    {
      name: 'an endpoint counts as ready unless it says otherwise',
      request: { path: '/ready', host },
      expect: { status: 200, backend: 'second' },
    },
  ],
  shares: [
    {
      name: 'all slices of a Service',
      request: { path: '/two-slices', host },
      requests: 100,
      shares: { first: 0.5, second: 0.5 },
    },
    {
      name: 'none but ready endpoints',
      request: { path: '/ready', host },
      requests: 20,
      shares: { second: 1 },
    },
    {
      name: 'a weight is the Service’s, not each endpoint’s',
      request: { path: '/mixed', host },
      requests: 200,
      shares: { first: 0.25, second: 0.25, third: 0.5 },
    },
    {
      name: 'one in a thousand',
      request: { path: '/rare', host },
      requests: 1000,
      shares: { mapped: 0.999, third: 0.001 },
    },
  ],
};
