import { gateway, route, to, type Case, type Suite } from './case.ts';

const host = 'request.test';
const ask = (name: string, path: string, expect: Case['expect']): Case => ({
  name: `${name}: ${path}`,
  request: { path, host },
  expect,
});
const admin = (path: string) => ({ status: 200, backend: 'admin', forwarded: { path } });

/** What is forwarded, and paths that can be read in more than one way. */
export const requests: Suite = {
  name: 'requests',
  ports: ['http'],
  services: ['app/open', 'app/admin'],
  manifests: ({ http }) =>
    gateway(`{name: http, protocol: HTTP, port: ${http}}`) +
    route(
      'all',
      `hostnames: [request.test]
  rules:
    - {matches: [{path: {value: /admin}}], ${to('admin')}}
    - {matches: [{path: {value: /slow}}], timeouts: {request: 300ms}, ${to('open')}}
    - {matches: [{path: {value: /}}], ${to('open')}}
`,
    ),
  cases: [
    {
      name: 'a body and its length',
      request: {
        path: '/x',
        host,
        method: 'POST',
        body: 'hello',
        headers: [['Content-Type', 'text/plain']],
      },
      expect: {
        status: 200,
        forwarded: { method: 'POST', body: 'hello', headers: { 'content-type': 'text/plain' } },
      },
    },
    {
      name: 'a body in chunks',
      request: {
        path: '/x',
        host,
        method: 'PUT',
        body: '5\r\nhello\r\n0\r\n\r\n',
        headers: [['Transfer-Encoding', 'chunked']],
      },
      expect: { status: 200, forwarded: { method: 'PUT', body: 'hello' } },
    },
    {
      name: 'Host as the client sent it, and the scheme',
      request: { path: '/x', host },
      expect: {
        status: 200,
        forwarded: {
          host,
          headers: { 'x-forwarded-proto': 'http' },
        },
      },
    },
    {
      name: 'a header of 20 kB',
      request: { path: '/x', host, headers: [['x-large', 'a'.repeat(20_000)]] },
      expect: { status: 200, forwarded: { headers: { 'x-large': 'a'.repeat(20_000) } } },
    },
    {
      name: 'a status of the backend passes',
      request: { path: '/x?gw-status=418', host },
      expect: { status: 418 },
    },
    {
      name: 'an error of the backend passes',
      request: { path: '/x?gw-status=502', host },
      expect: { status: 502, backend: 'open' },
    },
    {
      name: 'a request that takes too long',
      request: { path: '/slow?gw-delay=2000', host },
      expect: { status: 504 },
    },
    {
      name: 'a request that takes long where nothing limits it',
      request: { path: '/x?gw-delay=700', host },
      expect: { status: 200 },
    },
    {
      name: 'HTTP/2 by prior knowledge',
      request: { path: '/admin', host, h2: true },
      expect: { status: 200, backend: 'admin' },
      differs: [
        {
          on: ['nginx-1.22'],
          expect: { status: 'refused' },
          because: 'HTTP/2 by prior knowledge is served on plain ports, by NGINX from 1.25.1 on.',
        },
      ],
    },
    ask('canonical', '/admin/x?a=//b', admin('/admin/x?a=//b')),
    ask('empty elements are merged', '//admin//x', admin('/admin/x')),
    ask('dot segments are refused', '/x/../admin/./y', { status: 400 }),
    ask('encoded dot segments are refused', '/x/%2e%2e/admin', { status: 400 }),
    ask('an encoded slash is refused', '/x%2fadmin', { status: 400 }),
    ask('an encoded slash in capitals is refused', '/x/..%2Fadmin', { status: 400 }),
    ask('an encoded backslash is refused', '/x%5cadmin', { status: 400 }),
    ask('an encoded zero is refused', '/admin%00', { status: 400 }),
    ask('parameters do not end an element', '/admin;a/x', { status: 200, backend: 'open' }),
    ask('an encoded letter is refused', '/%61dmin/x', { status: 400 }),
  ],
};

/** The same under the other policy. */
export const normalizedRequests: Suite = {
  ...requests,
  name: 'normalized requests',
  target: { pathPolicy: 'normalize' },
  cases: [
    ask('empty elements are merged', '//admin//x', admin('/admin/x')),
    ask('dot segments are resolved', '/x/../admin/./y', admin('/admin/y')),
    ask('encoded dot segments are resolved', '/x/%2e%2e/admin', admin('/admin')),
    ask('an encoded letter means the letter', '/%61dmin/x', { status: 200, backend: 'admin' }),
  ],
};
