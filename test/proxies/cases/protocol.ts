import { gateway, route, to, type Case, type Difference, type Suite } from './case.ts';

const host = 'wire.test';
const body = 'x'.repeat(300_000);

const raw = (name: string, bytes: string, expect: Case['expect']): Case => ({
  name,
  request: { path: '', raw: bytes },
  expect,
});
const plain = (...lines: readonly string[]) => [...lines, '', ''].join('\r\n');
const forwards = (
  name: string,
  request: Partial<Case['request']>,
  expect: Case['expect'],
): Case => ({
  name,
  request: { path: '/x', host, ...request },
  expect,
});
const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'].map((method) =>
  forwards(`method ${method}`, { method }, { status: 200, backend: 'one', forwarded: { method } }),
);

const hostFields = 'Two Host fields or an empty one get 400 from NGINX;';
const differing = (each: Case, difference: Difference): Case => ({
  ...each,
  differs: [difference],
});

/** What HTTP itself asks of a proxy, and requests that two readers could read differently. */
export const protocol: Suite = {
  name: 'protocol',
  ports: ['http', 'https'],
  services: ['app/one', 'app/two'],
  secrets: { 'app/cert': ['wire.test'] },
  manifests: ({ http, https }) =>
    gateway(
      `{name: http, protocol: HTTP, port: ${http}}`,
      `{name: https, protocol: HTTPS, port: ${https}, tls: {certificateRefs: [{name: cert}]}}`,
    ) +
    route(
      'all',
      `hostnames: [${host}]
  rules:
    - {matches: [{path: {value: /two}}, {path: {value: /}, headers: [{name: x-two, value: "1"}]}], ${to('two')}}
    - {matches: [{path: {value: /}}], ${to('one')}}
`,
    ),
  cases: [
    ...methods,
    forwards('HEAD has no body', { method: 'HEAD' }, { status: 200 }),
    forwards(
      'a large body, there and back',
      { method: 'POST', body },
      { status: 200, forwarded: { method: 'POST', body } },
    ),
    forwards(
      'a client that waits for 100 Continue',
      { method: 'POST', body: 'hello', headers: [['Expect', '100-continue']] },
      { status: 200, forwarded: { body: 'hello' } },
    ),
    forwards(
      'a body in chunks with an extension and trailers',
      {
        method: 'POST',
        body: '5;a=b\r\nhello\r\n6\r\n world\r\n0\r\nX-Trailer: 1\r\n\r\n',
        headers: [['Transfer-Encoding', 'chunked']],
      },
      { status: 200, forwarded: { body: 'hello world' } },
    ),
    forwards(
      'lines of one header stay together',
      {
        headers: [
          ['X-Many', 'a'],
          ['X-Many', 'b'],
        ],
      },
      { status: 200, forwarded: { headers: { 'x-many': 'a, b' } } },
    ),
    forwards(
      'headers with underscores do not pass',
      { headers: [['x_two', '1']] },
      { status: 200, backend: 'one', forwarded: { headers: { x_two: null } } },
    ),
    forwards(
      'the client is added to X-Forwarded-For',
      { headers: [['X-Forwarded-For', '203.0.113.7']] },
      {
        status: 200,
        forwarded: { headers: { 'x-forwarded-for': /^203\.0\.113\.7, ?[0-9a-f.:]+$/ } },
      },
    ),
    forwards(
      'a client does not tell the scheme',
      { headers: [['X-Forwarded-Proto', 'https']] },
      { status: 200, forwarded: { headers: { 'x-forwarded-proto': 'http' } } },
    ),
    forwards(
      'a client does not steer the proxy',
      {
        path: '/x?gw-delay=100',
        headers: [
          ['x-envoy-upstream-rq-timeout-ms', '1'],
          ['x-envoy-original-path', '/two'],
          ['x-accel-redirect', '/two'],
          ['x-rewrite-url', '/two'],
        ],
      },
      { status: 200, backend: 'one', forwarded: { path: '/x?gw-delay=100' } },
    ),
    forwards(
      'a backend does not steer the proxy',
      { path: '/x?gw-header=X-Accel-Redirect:/two&gw-header=X-Accel-Limit-Rate:1' },
      { status: 200, backend: 'one', headers: { 'x-accel-redirect': '/two' } },
    ),
    differing(
      forwards('a backend that ends the connection', { path: '/x?gw-close=1' }, { status: 502 }),
      {
        on: ['envoy'],
        expect: { status: 503 },
        because: 'or it ends before the response, NGINX answers 502 and Envoy 503',
      },
    ),
    forwards('a status without a body', { path: '/x?gw-status=204' }, { status: 204 }),
    forwards('a response that is not modified', { path: '/x?gw-status=304' }, { status: 304 }),
    differing(
      raw(
        'two Host fields',
        plain('GET /x HTTP/1.1', `Host: ${host}`, 'Host: other.test', 'Connection: close'),
        { status: 400 },
      ),
      { on: ['envoy'], expect: { status: 404 }, because: hostFields },
    ),
    differing(
      raw('an empty Host field', plain('GET /x HTTP/1.1', 'Host:', 'Connection: close'), {
        status: 400,
      }),
      { on: ['envoy'], expect: { status: 404 }, because: hostFields },
    ),
    raw('no Host field', plain('GET /x HTTP/1.1', 'Connection: close'), { status: 400 }),
    differing(
      raw('HTTP/1.0', plain('GET /x HTTP/1.0', `Host: ${host}`), { status: 200, backend: 'one' }),
      {
        on: ['envoy'],
        expect: { status: 426 },
        because: 'HTTP/1.0 is served by NGINX; Envoy answers 426.',
      },
    ),
    raw('TRACE', plain('TRACE /x HTTP/1.1', `Host: ${host}`, 'Connection: close'), { status: 405 }),
    raw(
      'a length and chunks',
      plain(
        'POST /x HTTP/1.1',
        `Host: ${host}`,
        'Content-Length: 5',
        'Transfer-Encoding: chunked',
        'Connection: close',
      ) + '0\r\n\r\n',
      { status: 400 },
    ),
    raw(
      'two lengths',
      plain('POST /x HTTP/1.1', `Host: ${host}`, 'Content-Length: 5', 'Content-Length: 6') +
        'hello!',
      { status: 400 },
    ),
    raw(
      'a length that is no number',
      plain('POST /x HTTP/1.1', `Host: ${host}`, 'Content-Length: +5') + 'hello',
      { status: 400 },
    ),
    raw(
      'a field name with a blank behind it',
      plain('GET /x HTTP/1.1', `Host: ${host}`, 'X-Two : 1', 'Connection: close'),
      { status: 400 },
    ),
    raw(
      'a Host that is no host',
      plain('GET /x HTTP/1.1', `Host: ${host}/two`, 'Connection: close'),
      { status: 400 },
    ),
    raw(
      'an absolute target names the host, not the Host field',
      plain(`GET http://${host}/two?q HTTP/1.1`, 'Host: other.test', 'Connection: close'),
      { status: 200, backend: 'two', forwarded: { path: '/two?q', host } },
    ),
    raw('nothing that is HTTP', plain('HELLO'), { status: 400 }),
    forwards(
      'HTTP/2: a body and headers',
      {
        port: 'https',
        sni: host,
        h2: true,
        method: 'POST',
        body: 'hello',
        headers: [['X-Two', '1']],
      },
      {
        status: 200,
        backend: 'two',
        forwarded: { body: 'hello', host, headers: { 'x-forwarded-proto': 'https' } },
      },
    ),
    forwards(
      'HTTP/2: dot segments are refused',
      { port: 'https', sni: host, h2: true, path: '/a/../two//x' },
      { status: 400 },
    ),
    forwards(
      'HTTP/2: empty segments are merged',
      { port: 'https', sni: host, h2: true, path: '//two//x' },
      { status: 200, backend: 'two', forwarded: { path: '/two/x' } },
    ),
    forwards(
      'HTTP/2: an encoded slash is refused',
      { port: 'https', sni: host, h2: true, path: '/a%2ftwo' },
      { status: 400 },
    ),
    forwards(
      'HTTP/2: a port in the authority does not matter',
      { port: 'https', sni: host, h2: true, host: `${host}:443` },
      { status: 200, backend: 'one' },
    ),
    forwards(
      'HTTP/2: lines of Cookie become one',
      {
        port: 'https',
        sni: host,
        h2: true,
        headers: [
          ['cookie', 'a=1'],
          ['cookie', 'b=2'],
        ],
      },
      { status: 200, forwarded: { headers: { cookie: 'a=1; b=2' } } },
    ),
  ],
  tunnels: [
    { name: 'a WebSocket', request: { path: '/x', host }, backend: 'one' },
    {
      name: 'a WebSocket over TLS',
      request: { path: '/two', host, port: 'https', sni: host },
      backend: 'two',
    },
  ],
};
