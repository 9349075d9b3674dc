import { gateway, route, service, type Suite } from './case.ts';

const host = 'protocols.test';
const rule = (path: string, more: string) => `    - {matches: [{path: {value: ${path}}}], ${more}}`;
const to = (name: string, port: number, more = '') =>
  `backendRefs: [{name: ${name}, port: ${String(port)}}]${more}`;
const rewrite = (path: string) => `, filters: [{type: URLRewrite, urlRewrite: {path: ${path}}}]`;
const full = (path: string) => rewrite(`{type: ReplaceFullPath, replaceFullPath: "${path}"}`);
const prefix = (path: string) => rewrite(`{type: ReplacePrefixMatch, replacePrefixMatch: ${path}}`);

/** What is spoken to backends (GEP-1911). */
export const backendProtocols: Suite = {
  name: 'backend protocols',
  ports: ['http'],
  services: ['app/two', 'app/ws', 'app/odd'],
  keepGoing: true,
  manifests: ({ http }) =>
    gateway(`{name: http, protocol: HTTP, port: ${http}}`) +
    service('two', { 8080: 'http', 8081: 'kubernetes.io/h2c' }) +
    service('ws', { 8080: 'kubernetes.io/ws' }) +
    service('odd', { 8080: 'kubernetes.io/wss', 8081: 'redis' }) +
    route(
      'all',
      `hostnames: [protocols.test]
  rules:
${rule('/h2c', to('two', 8081))}
${rule('/plain', to('two', 8080))}
${rule('/ws', to('ws', 8080))}
${rule('/wss', to('odd', 8080))}
${rule('/redis', to('odd', 8081))}
${rule('/full', to('two', 8081, full('/one/a b?c')))}
${rule('/prefix', to('two', 8081, prefix('/new')))}
${rule('/root', to('two', 8081, prefix('/')))}
    - matches: [{path: {value: /headers}}]
      filters:
        - type: RequestHeaderModifier
          requestHeaderModifier: {set: [{name: x-set, value: "a%REQ(x)%$host"}, {name: host, value: other.test}], add: [{name: x-add, value: b}], remove: [x-gone]}
        - type: ResponseHeaderModifier
          responseHeaderModifier: {set: [{name: x-out, value: c}], remove: [x-hidden]}
      backendRefs: [{name: two, port: 8081}]
    - matches: [{path: {value: /both}}]
      backendRefs: [{name: two, port: 8080}, {name: two, port: 8081}]
    - matches: [{path: {value: /late}}]
      timeouts: {request: 300ms}
      backendRefs: [{name: two, port: 8081}]
`,
    ),
  cases: [
    {
      name: 'kubernetes.io/h2c is HTTP/2 without TLS',
      request: { path: '/h2c/x%2Cy?q=1', host, method: 'PUT', body: 'content' },
      expect: {
        status: 200,
        backend: 'two',
        forwarded: {
          path: '/h2c/x%2Cy?q=1',
          method: 'PUT',
          body: 'content',
          headers: { ':authority': host, host: null, 'x-forwarded-proto': 'http' },
        },
      },
    },
    {
      name: 'http is HTTP/1.1',
      request: { path: '/plain', host },
      expect: { status: 200, backend: 'two', forwarded: { host, headers: { ':authority': null } } },
    },
    {
      name: 'a WebSocket backend takes plain requests too',
      request: { path: '/ws', host },
      expect: { status: 200, backend: 'ws' },
    },
    {
      name: 'kubernetes.io/wss without TLS settings is refused, never sent in the clear',
      request: { path: '/wss', host },
      expect: { status: 500 },
    },
    {
      name: 'protocols that are none of HTTP are refused',
      request: { path: '/redis', host },
      expect: { status: 500 },
    },
    {
      name: 'a whole new path, over HTTP/2',
      request: { path: '/full/x?q=1', host },
      expect: { status: 200, backend: 'two', forwarded: { path: '/one/a%20b%3Fc?q=1' } },
    },
    {
      name: 'a new prefix, over HTTP/2',
      request: { path: '/prefix/x%20y?q=1', host },
      expect: { status: 200, backend: 'two', forwarded: { path: '/new/x%20y?q=1' } },
    },
    {
      name: 'no prefix, over HTTP/2',
      request: { path: '/root?q=1', host },
      expect: { status: 200, backend: 'two', forwarded: { path: '/?q=1' } },
    },
    {
      name: 'header filters, over HTTP/2',
      request: {
        path: '/headers',
        host,
        headers: [
          ['x-gone', '1'],
          ['x-add', 'a'],
          ['gw-header', 'x-hidden:1'],
        ],
      },
      expect: {
        status: 200,
        backend: 'two',
        forwarded: {
          headers: {
            ':authority': 'other.test',
            'x-set': 'a%REQ(x)%$host',
            'x-add': 'a, b',
            'x-gone': null,
          },
        },
        headers: { 'x-out': 'c', 'x-hidden': null },
      },
    },
    {
      name: 'a timeout, over HTTP/2',
      request: { path: '/late?gw-delay=2000', host },
      expect: { status: 504 },
    },
  ],
  shares: [
    {
      name: 'weights among different protocols',
      request: { path: '/both', host },
      requests: 100,
      shares: { two: 1 },
    },
  ],
  tunnels: [{ name: 'kubernetes.io/ws', request: { path: '/ws', host }, backend: 'ws' }],
};
