import { gateway, route, serviceHere, to, type Suite } from './case.ts';

const host = 'auth.test';
const filter = (more: string, backend = 'authz') =>
  `{type: ExternalAuth, externalAuth: {protocol: HTTP, backendRef: {name: ${backend}, port: 8080}, http: {${more}}}}`;
const asks = 'allowedHeaders: [gw-status, gw-header, x-sent], allowedResponseHeaders: [x-user]';
const rule = (path: string, filters: string) =>
  `    - {matches: [{path: {value: ${path}}}], filters: [${filters}], ${to('one')}}`;
const changed =
  '{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: x-set, value: a}]}}';
const rewritten =
  '{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /new}}}';
const redirect = '{type: RequestRedirect, requestRedirect: {hostname: new.test}}';

const cors = '{type: CORS, cors: {allowOrigins: ["https://a.test"]}}';
const hides =
  '{type: ResponseHeaderModifier, responseHeaderModifier: {set: [{name: x-res, value: a}]}}';

/** HTTPExternalAuthFilter (GEP-1494) with a server that speaks HTTP. */
export const externalAuth: Suite = {
  name: 'external auth',
  ports: ['http'],
  services: ['app/one', 'app/authz'],
  keepGoing: true,
  manifests: ({ http }) =>
    gateway(`{name: http, protocol: HTTP, port: ${http}}`) +
    route(
      'all',
      `hostnames: [auth.test]
  rules:
${rule('/guarded', filter(asks))}
${rule('/changed', `${filter(asks)}, ${changed}, ${rewritten}`)}
${rule('/gone', filter('allowedResponseHeaders: [x-user]', 'missing'))}
${rule('/unready', filter('allowedResponseHeaders: [x-user]', 'unready'))}
    - {matches: [{path: {value: /moved}}], filters: [${filter(asks)}, ${redirect}]}
    - matches: [{path: {value: /split}}]
      filters: [${filter(asks)}]
      backendRefs: [{name: one, port: 8080, filters: [${changed}]}, {name: one, port: 8080}]
    - {matches: [{path: {value: /nowhere}}], filters: [${filter(asks)}], backendRefs: [{name: missing, port: 8080}]}
    - {matches: [{path: {value: /no-backends}}], filters: [${filter(asks)}]}
    - {matches: [{path: {value: /cors}}], filters: [${filter(asks)}, ${cors}, ${hides}], ${to('one')}}
`,
    ) +
    serviceHere('unready', 8080, []),
  cases: [
    {
      name: 'does not ask about a path with two readings',
      request: { path: '/guarded/%2e%2e/x', host, headers: [['gw-status', '403']] },
      expect: { status: 400 },
    },
    {
      name: 'lets requests through that the server allows',
      request: { path: '/guarded/x?q=1', host, method: 'POST', body: 'content' },
      expect: {
        status: 200,
        backend: 'one',
        forwarded: { path: '/guarded/x?q=1', method: 'POST', body: 'content' },
      },
    },
    {
      name: 'copies the headers that are named, over those of the client',
      request: {
        path: '/guarded',
        host,
        headers: [
          ['x-user', 'mallory'],
          ['gw-header', 'x-user:alice'],
        ],
      },
      expect: { status: 200, backend: 'one', forwarded: { headers: { 'x-user': 'alice' } } },
    },
    {
      name: 'refuses with 401 and its challenge',
      request: {
        path: '/guarded',
        host,
        headers: [
          ['gw-status', '401'],
          ['gw-header', 'WWW-Authenticate:Basic'],
        ],
      },
      expect: { status: 401, headers: { 'www-authenticate': 'Basic' } },
    },
    {
      name: 'refuses with 403',
      request: { path: '/guarded', host, headers: [['gw-status', '403']] },
      expect: { status: 403 },
    },
    {
      name: 'redirects of the server refuse',
      request: { path: '/guarded', host, headers: [['gw-status', '302']] },
      expect: { status: 302 },
      differs: [
        {
          on: ['nginx-1.22', 'nginx-1.28'],
          because: 'Other answers of the authorization server become 403',
          expect: { status: 403 },
        },
      ],
    },
    {
      name: 'a server that fails lets nobody in',
      request: { path: '/guarded', host, headers: [['gw-status', '503']] },
      expect: { status: 500 },
    },
    {
      name: 'a server that is not there lets nobody in',
      request: { path: '/gone', host },
      expect: { status: 500 },
    },
    {
      name: 'a server without endpoints lets nobody in',
      request: { path: '/unready', host },
      expect: { status: 500 },
    },
    {
      name: 'goes with other filters',
      request: { path: '/changed/x', host },
      expect: {
        status: 200,
        backend: 'one',
        forwarded: { path: '/new/x', headers: { 'x-set': 'a' } },
      },
    },
    {
      name: 'a redirect is told to those who may know',
      request: { path: '/moved', host },
      expect: { status: 302, headers: { location: 'http://new.test:$port/moved' } },
    },
    {
      name: 'a redirect is not told to others',
      request: { path: '/moved', host, headers: [['gw-status', '401']] },
      expect: { status: 401, headers: { location: null } },
    },
    ...['/nowhere', '/no-backends'].flatMap((path) => [
      {
        name: `${path} is not told to others`,
        request: { path, host, headers: [['gw-status', '401']] as const },
        expect: { status: 401 },
      },
      {
        name: `${path} is told to those who may know`,
        request: { path, host },
        expect: { status: 500 },
      },
    ]),
    {
      name: 'a refusal is changed as the response would be, and scripts of allowed origins may see it',
      request: {
        path: '/cors',
        host,
        headers: [
          ['gw-status', '403'],
          ['origin', 'https://a.test'],
        ],
      },
      expect: {
        status: 403,
        headers: { 'access-control-allow-origin': 'https://a.test', 'x-res': 'a' },
      },
    },
    {
      name: 'guards backends with filters of their own',
      request: { path: '/split', host, headers: [['gw-status', '403']] },
      expect: { status: 403 },
    },
  ],
};
