import { gateway, route, to, unready, type Suite } from './case.ts';

const host = 'backend.test';
const weights = (...refs: readonly string[]) =>
  `backendRefs: [${refs.map((ref) => `{${ref}}`).join(', ')}]`;
const rewritten = (service: string) =>
  `name: ${service}, port: 8080, filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplaceFullPath, replaceFullPath: /of-${service}}}}]`;
const rule = (path: string, refs: string) => `    - {matches: [{path: {value: ${path}}}], ${refs}}`;

/** Weights, and what becomes of requests whose backend cannot get them. */
export const backends: Suite = {
  name: 'backends',
  ports: ['http'],
  services: ['app/one', 'app/two', 'app/three', 'other/granted', 'other/secret'],
  keepGoing: true,
  manifests: ({ http }) =>
    gateway(`{name: http, protocol: HTTP, port: ${http}}`) +
    route(
      'all',
      `hostnames: [backend.test]
  rules:
${rule('/thirds', weights('name: one, port: 8080', 'name: two, port: 8080', 'name: three, port: 8080'))}
${rule('/nine', weights('name: one, port: 8080, weight: 9', 'name: two, port: 8080, weight: 1'))}
${rule('/zero', weights('name: one, port: 8080, weight: 0', 'name: two, port: 8080, weight: 5'))}
${rule('/none', weights('name: one, port: 8080, weight: 0'))}
${rule('/half-missing', weights('name: one, port: 8080', 'name: missing, port: 8080'))}
${rule('/missing', to('missing'))}
${rule('/kind', weights('kind: Bucket, name: one, port: 8080'))}
${rule('/port', weights('name: one, port: 9999'))}
${rule('/unready', to('unready'))}
${rule('/half-unready', weights('name: one, port: 8080', 'name: unready, port: 8080'))}
${rule('/granted', weights('name: granted, namespace: other, port: 8080'))}
${rule('/secret', weights('name: secret, namespace: other, port: 8080'))}
${rule('/split-paths', weights(rewritten('one'), rewritten('two'), rewritten('three')))}
${rule('/split-filters', weights('name: one, port: 8080, weight: 3, filters: [{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: x-w, value: one}]}}]', 'name: two, port: 8080, weight: 1', 'name: missing, port: 8080, weight: 1'))}
`,
    ) +
    `---
apiVersion: gateway.networking.k8s.io/v1
kind: ReferenceGrant
metadata: {name: grant, namespace: other}
spec:
  from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: app}]
  to: [{group: "", kind: Service, name: granted}]
${unready}`,
  cases: [
    {
      name: 'weight 0 gets nothing',
      request: { path: '/zero', host },
      expect: { status: 200, backend: 'two' },
    },
    { name: 'no weight at all', request: { path: '/none', host }, expect: { status: 500 } },
    {
      name: 'a Service that does not exist',
      request: { path: '/missing', host },
      expect: { status: 500 },
    },
    {
      name: 'a kind that is not supported',
      request: { path: '/kind', host },
      expect: { status: 500 },
    },
    {
      name: 'a port that does not exist',
      request: { path: '/port', host },
      expect: { status: 500 },
    },
    { name: 'no ready endpoint', request: { path: '/unready', host }, expect: { status: 503 } },
    {
      name: 'another namespace, granted',
      request: { path: '/granted', host },
      expect: { status: 200, backend: 'granted' },
    },
    {
      name: 'another namespace, not granted',
      request: { path: '/secret', host },
      expect: { status: 500 },
    },
  ],
  shares: [
    {
      name: 'equal weights',
      request: { path: '/thirds', host },
      requests: 300,
      shares: { one: 1 / 3, two: 1 / 3, three: 1 / 3 },
    },
    {
      name: 'nine to one',
      request: { path: '/nine', host },
      requests: 300,
      shares: { one: 0.9, two: 0.1 },
    },
    {
      name: 'a missing backend’s share gets 500',
      request: { path: '/half-missing', host },
      requests: 200,
      shares: { one: 0.5, '500': 0.5 },
    },
    {
      name: 'an unready backend’s share gets 503',
      request: { path: '/half-unready', host },
      requests: 200,
      shares: { one: 0.5, '503': 0.5 },
    },
    {
      name: 'equal weights of backends with paths of their own',
      request: { path: '/split-paths', host },
      requests: 300,
      shares: { one: 1 / 3, two: 1 / 3, three: 1 / 3 },
    },
    {
      name: 'backends with filters of their own',
      request: { path: '/split-filters', host },
      requests: 300,
      shares: { one: 0.6, two: 0.2, '500': 0.2 },
    },
  ],
};
