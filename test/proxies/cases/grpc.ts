import { gateway, grpcRoute, service, type CaseRequest, type Suite } from './case.ts';

const host = 'grpc.test';
const rule = (matches: string, refs: string) =>
  `    - {matches: [${matches}], backendRefs: [${refs}]}`;
const to = (name: string) => `{name: ${name}, port: 8081}`;

/** A gRPC request, as far as proxies look at it. */
function call(path: string, more: Partial<CaseRequest> = {}): CaseRequest {
  const { headers = [], ...others } = more;
  return {
    path,
    host,
    method: 'POST',
    // NGINX before 1.25.1 speaks HTTP/2 over TLS only.
    port: 'https',
    sni: host,
    h2: true,
    body: '',
    headers: [['content-type', 'application/grpc'], ['te', 'trailers'], ...headers],
    ...others,
  };
}

/** GRPCRoute: what takes which calls, and what gRPC clients are told where nothing does. */
export const grpc: Suite = {
  name: 'grpc',
  ports: ['http', 'https'],
  secrets: { 'app/cert': [host] },
  services: ['app/one', 'app/two', 'app/three', 'app/four'],
  keepGoing: true,
  manifests: ({ http, https }) =>
    gateway(
      `{name: http, protocol: HTTP, port: ${http}}`,
      `{name: https, protocol: HTTPS, port: ${https}, hostname: grpc.test, tls: {certificateRefs: [{name: cert}]}}`,
    ) +
    service('one', { 8081: 'kubernetes.io/h2c' }) +
    service('four', { 8080: 'http' }) +
    grpcRoute(
      'calls',
      `hostnames: [grpc.test]
  rules:
${rule('{method: {service: shop.Cart, method: Add}}', to('one'))}
${rule('{method: {service: shop.Cart}}', to('two'))}
${rule('{method: {method: Ping}}', to('three'))}
${rule('{method: {service: shop.Cart}, headers: [{name: version, value: two}]}', to('three'))}
${rule('{method: {type: RegularExpression, service: "re[.][a-z]+", method: "Get.*"}}', to('one'))}
${rule('{method: {service: gone.Service}}', to('missing'))}
${rule('{method: {service: http.Only}}', '{name: four, port: 8080}')}
${rule('{method: {service: half.Gone}}', '{name: one, port: 8081}, {name: missing, port: 8081}')}
    - matches: [{method: {service: changed.Headers}}]
      filters:
        - type: RequestHeaderModifier
          requestHeaderModifier: {set: [{name: x-set, value: a}], add: [{name: x-add, value: b}], remove: [x-gone]}
        - type: ResponseHeaderModifier
          responseHeaderModifier: {set: [{name: x-out, value: c}]}
      backendRefs: [${to('one')}]
`,
    ),
  cases: [
    {
      name: 'service and method',
      request: call('/shop.Cart/Add'),
      expect: {
        status: 200,
        backend: 'one',
        forwarded: { path: '/shop.Cart/Add', headers: { ':authority': host, te: 'trailers' } },
      },
    },
    {
      name: 'service alone',
      request: call('/shop.Cart/Remove'),
      expect: { status: 200, backend: 'two' },
    },
    {
      name: 'methods are told apart by case',
      request: call('/shop.Cart/add'),
      expect: { status: 200, backend: 'two' },
    },
    {
      name: 'method alone, of any service',
      request: call('/other.Service/Ping'),
      expect: { status: 200, backend: 'three' },
    },
    {
      name: 'more characters of the service go before those of the method',
      request: call('/shop.Cart/Ping'),
      expect: { status: 200, backend: 'two' },
    },
    {
      name: 'headers',
      request: call('/shop.Cart/Remove', { headers: [['version', 'two']] }),
      expect: { status: 200, backend: 'three' },
    },
    {
      name: 'regular expressions',
      request: call('/re.shop/GetAll'),
      expect: { status: 200, backend: 'one' },
    },
    {
      name: 'regular expressions match the whole name',
      request: call('/re.shop9/GetAll'),
      expect: { status: 200, headers: { 'grpc-status': '12' } },
    },
    {
      name: 'a gRPC status where nothing matches',
      request: call('/nobody.Service/Call'),
      expect: {
        status: 200,
        headers: { 'grpc-status': '12', 'content-type': /^application\/grpc/ },
      },
    },
    {
      name: 'HTTP clients get 404 where nothing matches',
      request: { path: '/nobody.Service/Call', host },
      expect: { status: 404, headers: { 'grpc-status': null } },
    },
    {
      name: 'UNAVAILABLE for an invalid backend',
      request: call('/gone.Service/Call'),
      expect: { status: 200, headers: { 'grpc-status': '14' } },
    },
    {
      name: 'UNAVAILABLE for a backend that speaks HTTP/1.1 only',
      request: call('/http.Only/Call'),
      expect: { status: 200, headers: { 'grpc-status': '14' } },
    },
    {
      name: 'an invalid backend is 503 to HTTP clients',
      request: { path: '/gone.Service/Call', host },
      expect: { status: 503 },
    },
    {
      name: 'filters',
      request: call('/changed.Headers/Call', {
        headers: [
          ['x-gone', '1'],
          ['x-add', 'a'],
        ],
      }),
      expect: {
        status: 200,
        backend: 'one',
        forwarded: { headers: { 'x-set': 'a', 'x-add': 'a, b', 'x-gone': null } },
        headers: { 'x-out': 'c' },
      },
    },
    {
      name: 'trailers of the response',
      request: call('/shop.Cart/Add', { headers: [['gw-trailer', 'grpc-status:7']] }),
      expect: { status: 200, backend: 'one', trailers: { 'grpc-status': '7' } },
    },
    {
      name: 'statuses of the backend are passed on',
      request: call('/shop.Cart/Add', { headers: [['gw-status', '503']] }),
      expect: { status: 503, backend: 'one' },
    },
  ],
  shares: [
    {
      name: 'an invalid backend keeps its share',
      request: { path: '/half.Gone/Call', host },
      requests: 400,
      shares: { one: 0.5, 503: 0.5 },
    },
  ],
};
