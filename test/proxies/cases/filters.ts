import { gateway, route, to, type Case, type Suite } from './case.ts';

const host = 'filter.test';
const prefix = (path: string) => `matches: [{path: {type: PathPrefix, value: "${path}"}}]`;
const rewrite = (from: string, replacement: string) =>
  `    - {${prefix(from)}, filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: "${replacement}"}}}], ${to('one')}}`;
const forwarded = (path: string, expected: string): Case => ({
  name: `${path} becomes ${expected}`,
  request: { path, host },
  expect: { status: 200, backend: 'one', forwarded: { path: expected } },
});

const hostile = `a $host \${x} %REQ(host)% %% "q" 'q' \\ ; {} # é`.replace(' é', '');

/** Header changes and rewrites, of a rule and of one of its backends. */
export const filters: Suite = {
  name: 'filters',
  ports: ['http'],
  services: ['app/one', 'app/two'],
  manifests: ({ http }) =>
    gateway(`{name: http, protocol: HTTP, port: ${http}}`) +
    route(
      'headers',
      `hostnames: [filter.test]
  rules:
    - ${prefix('/req')}
      filters:
        - type: RequestHeaderModifier
          requestHeaderModifier:
            set: [{name: X-Set, value: new}, {name: X-Hostile, value: ${JSON.stringify(hostile)}}]
            add: [{name: X-Add, value: more}]
            remove: [X-Gone, x-gone-too]
      ${to('one')}
    - ${prefix('/res')}
      filters:
        - type: ResponseHeaderModifier
          responseHeaderModifier:
            set: [{name: X-Set, value: new}, {name: X-Hostile, value: ${JSON.stringify(hostile)}}]
            add: [{name: X-Add, value: more}]
            remove: [X-Gone]
      ${to('one')}
    - ${prefix('/one-backend')}
      backendRefs:
        - name: one
          port: 8080
          filters:
            - {type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: X-For, value: one}]}}
            - {type: ResponseHeaderModifier, responseHeaderModifier: {add: [{name: X-From, value: one}]}}
            - {type: URLRewrite, urlRewrite: {hostname: one.internal, path: {type: ReplacePrefixMatch, replacePrefixMatch: /only}}}
`,
    ) +
    route(
      'rewrites',
      `hostnames: [filter.test]
  rules:
${rewrite('/foo', '/bar')}
${rewrite('/foo/deep/', '/bar/')}
${rewrite('/strip', '/')}
${rewrite('/empty', '')}
${rewrite('/odd$1(x)', '/n$2')}
    - {${prefix('/host')}, filters: [{type: URLRewrite, urlRewrite: {hostname: inner.example.org}}], ${to('one')}}
    - matches: [{path: {value: /two-hosts}}]
      filters:
        - {type: URLRewrite, urlRewrite: {hostname: inner.example.org}}
        - {type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: Host, value: set.example.org}]}}
      ${to('one')}
    - {${prefix('/full')}, filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplaceFullPath, replaceFullPath: /one/two}}}], ${to('one')}}
`,
    ) +
    route(
      'root',
      `hostnames: [root.test]
  rules:
${rewrite('/', '/base')}
`,
    ),
  cases: [
    {
      name: 'request headers are set, added to and removed',
      request: {
        path: '/req',
        host,
        headers: [
          ['x-set', 'old'],
          ['x-add', 'some'],
          ['x-gone', '1'],
          ['X-Gone-Too', '1'],
          ['x-stays', '1'],
        ],
      },
      expect: {
        status: 200,
        forwarded: {
          headers: {
            'x-set': 'new',
            'x-add': 'some, more',
            'x-gone': null,
            'x-gone-too': null,
            'x-stays': '1',
            'x-hostile': hostile,
          },
        },
      },
    },
    {
      name: 'a header is added where there is none',
      request: { path: '/req', host },
      expect: { status: 200, forwarded: { headers: { 'x-add': 'more', 'x-set': 'new' } } },
    },
    {
      name: 'response headers are set, added to and removed',
      request: {
        path: '/res?gw-header=X-Set:old&gw-header=X-Add:some&gw-header=X-Gone:1&gw-header=X-Stays:1',
        host,
      },
      expect: {
        status: 200,
        headers: {
          'x-set': 'new',
          'x-add': 'some, more',
          'x-gone': null,
          'x-stays': '1',
          'x-hostile': hostile,
        },
      },
    },
    {
      name: 'response headers of an error of the backend',
      request: { path: '/res?gw-status=503', host },
      expect: { status: 503, headers: { 'x-set': 'new' } },
    },
    {
      name: 'the filters of one backend',
      request: { path: '/one-backend/x?y', host },
      expect: {
        status: 200,
        headers: { 'x-from': 'one' },
        forwarded: { path: '/only/x?y', host: 'one.internal', headers: { 'x-for': 'one' } },
      },
    },
    forwarded('/foo', '/bar'),
    forwarded('/foo/', '/bar/'),
    forwarded('/foo/x/y?z=1', '/bar/x/y?z=1'),
    forwarded('/foo?z', '/bar?z'),
    forwarded('/foo/a%20b', '/bar/a%20b'),
    forwarded('/foo/deep', '/bar'),
    forwarded('/foo/deep/x', '/bar/x'),
    forwarded('/strip', '/'),
    forwarded('/strip/', '/'),
    forwarded('/strip/x', '/x'),
    forwarded('/strip?x=1', '/?x=1'),
    forwarded('/empty/x', '/x'),
    forwarded('/odd$1(x)/y', '/n$2/y'),
    forwarded('/full/anything?x=1', '/one/two?x=1'),
    {
      name: 'the root prefix is put before every path',
      request: { path: '/x?y', host: 'root.test' },
      expect: { status: 200, forwarded: { path: '/base/x?y' } },
    },
    {
      name: 'the root prefix on the root',
      request: { path: '/', host: 'root.test' },
      expect: { status: 200, forwarded: { path: '/base/' } },
    },
    {
      name: 'the hostname of URLRewrite comes before a Host that another filter sets',
      request: { path: '/two-hosts', host: 'filter.test' },
      expect: { status: 200, forwarded: { host: 'inner.example.org' } },
    },
    {
      name: 'the hostname is rewritten and the path stays',
      request: { path: '/host/x', host },
      expect: { status: 200, forwarded: { path: '/host/x', host: 'inner.example.org' } },
    },
  ],
};
