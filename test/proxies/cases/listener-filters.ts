import { gateway, route, to, unready, type Suite } from './case.ts';

const filter = (headers: string, answers: string, more = '') =>
  `{type: ExternalAuth, externalAuth: {protocol: HTTP, backendRef: {name: authz, port: 8080}, http: {allowedHeaders: [${headers}], allowedResponseHeaders: [${answers}]${more}}}}`;
const listener = (name: string, filters: string, more: string) =>
  `{name: ${name}, hostname: ${name}.test, ${more}, filters: {requests: [${filters}]}}`;
const path = (value: string, more = '') => `matches: [{path: {value: ${value}}${more}}]`;
const alice = ', headers: [{name: x-user, value: alice}]';
const asked = filter('gw-status, gw-header', 'x-user');
const ordered: readonly [string, string] = ['gw-header', 'x-user:alice'];

/** Filters of listeners (GEP-5224). */
export const listenerFilters: Suite = {
  name: 'listener filters',
  ports: ['http', 'https'],
  services: ['app/one', 'app/two', 'app/authz'],
  keepGoing: true,
  secrets: { 'app/secure': ['secure.test'], 'app/plain': ['plain.test'] },
  manifests: ({ http, https }) => {
    const plain = `protocol: HTTP, port: ${http}`;
    const tls = (name: string) =>
      `protocol: HTTPS, port: ${https}, tls: {certificateRefs: [{name: ${name}}]}`;
    return (
      gateway(
        listener('guarded', asked, plain),
        listener('late', filter('gw-header', 'x-user'), plain),
        listener(
          'twice',
          `${filter('gw-header', 'gw-status')}, ${filter('gw-status', 'x-user', ', path: /second')}`,
          plain,
        ),
        ...[3, 4].map((count) =>
          listener(`with-${String(count)}`, Array<string>(count).fill(asked).join(', '), plain),
        ),
        listener('unrouted', asked, plain),
        listener(
          'odd',
          '{type: ExtensionRef, extensionRef: {group: a.test, kind: Odd, name: odd}}',
          plain,
        ),
        listener('hosts', filter('x-user', 'x-user, host'), plain),
        listener('unready', asked.replace('authz', 'unready'), plain),
        `{name: open, hostname: '*.test', ${plain}}`,
        listener('secure', asked, tls('secure')),
        `{name: plain, hostname: plain.test, ${tls('plain')}}`,
      ) +
      route(
        'all',
        `hostnames: [guarded.test, twice.test, with-3.test, with-4.test, odd.test, hosts.test, unready.test, open.test, secure.test, plain.test]
  rules:
    - {${path('/a', alice)}, ${to('two')}}
    - {${path('/a')}, ${to('one')}}
    - {${path('/b')}, filters: [{type: RequestHeaderModifier, requestHeaderModifier: {add: [{name: x-user, value: more}]}}, {type: ResponseHeaderModifier, responseHeaderModifier: {set: [{name: x-res, value: a}]}}], ${to('one')}}
    - {${path('/grpc')}, filters: [${asked}], ${to('one')}}
`,
      ) +
      route(
        'late',
        `hostnames: [late.test]
  rules:
    - {${path('/a', alice)}, filters: [${filter('gw-status', 'x-more')}, {type: RequestRedirect, requestRedirect: {hostname: new.test}}]}
    - {${path('/a')}, ${to('one')}}
`,
      ) +
      unready
    );
  },
  cases: [
    ...['/a/%2e%2e/b', '/a\\b', '/a%2fb'].map((odd) => ({
      name: `the server is not asked about ${odd}`,
      request: { path: odd, host: 'guarded.test', headers: [['gw-status', '403']] as const },
      expect: { status: 400 },
    })),
    {
      name: 'requests that the server allows are routed by what it has added',
      request: { path: '/a/x?q=1', host: 'guarded.test', headers: [ordered] },
      expect: {
        status: 200,
        backend: 'two',
        forwarded: { path: '/a/x?q=1', headers: { 'x-user': 'alice' } },
      },
    },
    {
      name: 'what the server replaces is not matched as the client sent it',
      request: {
        path: '/a',
        host: 'guarded.test',
        headers: [
          ['x-user', 'alice'],
          ['gw-header', 'x-user:bob'],
        ],
      },
      expect: { status: 200, backend: 'one', forwarded: { headers: { 'x-user': 'bob' } } },
    },
    {
      name: 'filters of the rule see what the server has added',
      request: { path: '/b', host: 'guarded.test', headers: [ordered] },
      expect: {
        status: 200,
        backend: 'one',
        forwarded: { headers: { 'x-user': /^alice, ?more$/ } },
      },
    },
    {
      name: 'nobody else is let in',
      request: { path: '/a', host: 'guarded.test', headers: [['gw-status', '403']] },
      expect: { status: 403 },
    },
    {
      name: 'a refusal is not changed by rules',
      request: { path: '/b', host: 'guarded.test', headers: [['gw-status', '403']] },
      expect: { status: 403, headers: { 'x-res': null } },
      differs: [
        {
          on: ['envoy'],
          expect: { status: 403, headers: { 'x-res': 'a' } },
          because:
            'Envoy changes them, and the 500 where no server is ready, by ResponseHeaderModifier of the rule',
        },
      ],
    },
    {
      name: 'nor is the 500 where no server is ready',
      request: { path: '/b', host: 'unready.test' },
      expect: { status: 500, headers: { 'x-res': null } },
      differs: [
        {
          on: ['envoy'],
          expect: { status: 500, headers: { 'x-res': 'a' } },
          because:
            'Envoy changes them, and the 500 where no server is ready, by ResponseHeaderModifier of the rule',
        },
      ],
    },
    {
      name: 'requests that no rule takes are asked about as well',
      request: { path: '/nowhere', host: 'guarded.test', headers: [['gw-status', '403']] },
      expect: { status: 403 },
    },
    {
      name: 'and get 404 when they are let in',
      request: { path: '/nowhere', host: 'guarded.test' },
      expect: { status: 404 },
    },
    {
      name: 'a listener without routes asks',
      request: { path: '/', host: 'unrouted.test', headers: [['gw-status', '401']] },
      expect: { status: 401 },
    },
    ...['/a/%2e%2e/b', '/a%2fb'].map((odd) => ({
      name: `a listener without routes does not ask about ${odd}`,
      request: { path: odd, host: 'unrouted.test', headers: [['gw-status', '403']] as const },
      expect: { status: 400 },
    })),
    {
      name: 'a listener without routes has no more to say',
      request: { path: '/', host: 'unrouted.test' },
      expect: { status: 404 },
    },
    {
      name: 'other listeners of the port ask nobody',
      request: { path: '/a', host: 'open.test' },
      expect: { status: 200, backend: 'one' },
    },
    {
      name: 'an upload gets to the backend',
      request: { path: '/a', host: 'guarded.test', method: 'POST', body: 'content' },
      expect: { status: 200, backend: 'one', forwarded: { method: 'POST', body: 'content' } },
    },
    {
      name: 'filters run in order: the second one sees what the first has brought',
      request: { path: '/a', host: 'twice.test', headers: [['gw-header', 'gw-status:403']] },
      expect: { status: 403 },
    },
    {
      name: 'both may let a request in',
      request: { path: '/a', host: 'twice.test' },
      expect: { status: 200, backend: 'one' },
    },
    {
      name: 'three may let a request in',
      request: { path: '/a', host: 'with-3.test' },
      expect: { status: 200, backend: 'one' },
    },
    {
      name: 'a fourth filter',
      request: { path: '/a', host: 'with-4.test' },
      expect: { status: 200, backend: 'one' },
      differs: [
        {
          on: ['nginx-1.22', 'nginx-1.28'],
          expect: { status: 500 },
          because: 'Requests of listeners with more filters get status 500.',
        },
      ],
    },
    {
      name: 'the rule is found by what the listener’s server says, and its own filters run',
      request: { path: '/a', host: 'late.test', headers: [ordered, ['gw-status', '401']] },
      expect: { status: 401, headers: { location: null } },
    },
    {
      name: 'the rule that is found goes on when its filters let it',
      request: { path: '/a', host: 'late.test', headers: [ordered] },
      expect: { status: 302, headers: { location: 'http://new.test:$port/a' } },
    },
    {
      name: 'a rule may ask the same server again',
      request: { path: '/grpc', host: 'guarded.test', headers: [['gw-status', '403']] },
      expect: { status: 403 },
    },
    {
      name: 'a filter that is not known lets nobody in',
      request: { path: '/a', host: 'odd.test' },
      expect: { status: 500 },
    },
    {
      name: 'a filter that would change Host lets nobody in',
      request: { path: '/a', host: 'hosts.test' },
      expect: { status: 500 },
    },
    {
      name: 'guards behind TLS',
      request: {
        path: '/a',
        host: 'secure.test',
        sni: 'secure.test',
        port: 'https',
        headers: [['gw-status', '403']],
      },
      expect: { status: 403 },
    },
    {
      name: 'guards what no rule takes behind TLS',
      request: {
        path: '/nowhere',
        host: 'secure.test',
        sni: 'secure.test',
        port: 'https',
        headers: [['gw-status', '403']],
      },
      expect: { status: 403 },
    },
    {
      name: 'lets in behind TLS, over HTTP/2',
      request: {
        path: '/a',
        host: 'secure.test',
        sni: 'secure.test',
        port: 'https',
        h2: true,
        headers: [ordered],
      },
      expect: { status: 200, backend: 'two' },
    },
    {
      name: 'clients that took the wrong connection are told so, and not asked',
      request: {
        path: '/a',
        host: 'plain.test',
        sni: 'secure.test',
        port: 'https',
        headers: [['gw-status', '403']],
      },
      expect: { status: 421 },
    },
  ],
};
