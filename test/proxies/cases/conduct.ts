import { gateway, route, to, type Case, type Suite } from './case.ts';

const host = 'conduct.test';

/** What one of the proxies does, and what the others do instead. */
const differs = (
  name: string,
  request: Partial<Case['request']>,
  expect: Case['expect'],
  instead: NonNullable<Case['differs']>[number],
): Case => ({ name, request: { path: '/', host, ...request }, expect, differs: [instead] });

const toOther =
  '{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /other}}}';

const escaped = (letter: string, backend: string, name: string): readonly Case[] => [
  {
    name: `${name}: not at all`,
    request: { path: `/${letter}%20place/x`, host },
    expect: { status: 200, backend, forwarded: { path: '/other/x' } },
  },
  differs(
    name,
    { path: `//${letter}%20place/x` },
    { status: 400 },
    {
      on: ['envoy'],
      expect: { status: 200, backend, forwarded: { path: '/other/x' } },
      because: 'A request that spells such a prefix with other escapes, or has empty',
    },
  ),
];

/** Small things in which the proxies differ, whatever the rules say, and approximations that a request shows. */
export const conduct: Suite = {
  name: 'conduct',
  ports: ['http'],
  services: ['app/one', 'app/two'],
  manifests: ({ http }) =>
    gateway(`{name: http, protocol: HTTP, port: ${http}}`) +
    route(
      'all',
      `hostnames: [${host}]
  rules:
    - {matches: [{path: {type: Exact, value: /}}], ${to('one')}}
    - {matches: [{path: {type: RegularExpression, value: "/x y"}}], ${to('one')}}
    - {matches: [{path: {value: /query}, queryParams: [{name: q, value: a-b}]}], ${to('one')}}
    - {matches: [{path: {value: /lines}, headers: [{name: x-h, value: b}]}], ${to('one')}}
    - {matches: [{path: {value: /retry}}], retry: {codes: [501], attempts: 1}, ${to('one')}}
    - matches: [{path: {value: "/old,place"}}]
      filters: [{type: RequestRedirect, requestRedirect: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /new}}}]
    - matches: [{path: {value: "/a%20place"}}]
      filters: [${toOther}]
      ${to('one')}
    - matches: [{path: {value: "/b%20place"}}]
      backendRefs: [{name: two, port: 8080, filters: [${toOther}]}]
    - matches: [{path: {value: /moved}}]
      filters: [{type: RequestRedirect, requestRedirect: {scheme: https, port: 443}}]
    - matches: [{path: {value: /changed}}]
      filters: [{type: ResponseHeaderModifier, responseHeaderModifier: {set: [{name: x-rule, value: "yes"}]}}]
      ${to('one')}
    - matches: [{path: {value: /cors}}]
      filters: [{type: CORS, cors: {allowOrigins: [https://a.test]}}]
      ${to('one')}
`,
    ),
  cases: [
    differs(
      'an expression sees the decoded path',
      { path: '/x%20y' },
      { status: 200, backend: 'one' },
      {
        on: ['envoy'],
        expect: { status: 404 },
        because: 'PCRE matches the decoded and normalised path.',
      },
    ),
    {
      name: 'a query parameter is not decoded',
      request: { path: '/query?q=a%2Db', host },
      expect: { status: 404 },
    },
    differs(
      'one line of several fits',
      {
        path: '/lines',
        headers: [
          ['x-h', 'a'],
          ['x-h', 'b'],
        ],
      },
      { status: 404 },
      {
        on: ['envoy'],
        expect: { status: 200, backend: 'one' },
        because: 'by NGINX from 1.23 on; Envoy tries each line.',
      },
    ),
    differs(
      'the first line of several fits',
      {
        path: '/lines',
        headers: [
          ['x-h', 'b'],
          ['x-h', 'a'],
        ],
      },
      { status: 200, backend: 'one' },
      {
        on: ['nginx-1.28'],
        expect: { status: 404 },
        because:
          'Lines of a repeated header are matched as one, with commas, by NGINX from 1.23 on',
      },
    ),
    differs(
      'a code that NGINX does not retry',
      { path: '/retry?gw-status=501&gw-first=1%20unknown-code' },
      { status: 501 },
      {
        on: ['envoy'],
        expect: { status: 200 },
        because: 'Responses with other codes are passed on to the client.',
      },
    ),
    differs(
      'a prefix that the request spells in another way cannot be replaced in a redirect',
      { path: '/old%2Cplace/x' },
      { status: 400 },
      {
        on: ['envoy'],
        expect: { status: 302, headers: { location: /\/new\/x$/ } },
        because: 'A request that spells the prefix with other escapes, or has empty',
      },
    ),
    ...escaped('a', 'one', 'an escaped prefix that the request spells in another way'),
    ...escaped('b', 'two', 'the same for one backend'),
    {
      name: 'a 400 is not changed by rules',
      request: { path: '/changed/x%2Fy', host },
      expect: { status: 400, headers: { 'x-rule': null } },
    },
    differs(
      'headers of the 400 of an encoded slash',
      { path: '/changed/x%2Fy', headers: [['X-Forwarded-Proto', 'https']] },
      { status: 400, headers: { 'x-rule': null } },
      {
        on: ['envoy'],
        expect: { status: 400, headers: { 'x-rule': 'yes' } },
        because: 'Where the client sends X-Forwarded-Proto, Envoy changes its 400',
      },
    ),
    differs(
      'a path of nothing but slashes',
      { path: '//' },
      { status: 200, backend: 'one', forwarded: { path: '/' } },
      {
        on: ['envoy'],
        expect: { status: 400 },
        because: 'means `/` to NGINX and gets 400 from Envoy.',
      },
    ),
    differs(
      'TRACE of a host without routes',
      { method: 'TRACE', host: 'nobody.test' },
      { status: 405 },
      {
        on: ['envoy'],
        expect: { status: 404 },
        because: 'NGINX answers so before it looks at the host or the path, Envoy after both.',
      },
    ),
    differs(
      'a gRPC client of a host without GRPCRoutes',
      { method: 'POST', path: '/none', headers: [['content-type', 'application/grpc']] },
      { status: 404, headers: { 'grpc-status': null } },
      {
        on: ['envoy'],
        expect: { status: 200, headers: { 'grpc-status': '12' } },
        because: 'Envoy tells them so on every host.',
      },
    ),
    differs(
      'the host of a redirect',
      { path: '/moved', host: 'Conduct.Test' },
      { status: 302, headers: { location: 'https://conduct.test/moved' } },
      {
        on: ['envoy'],
        expect: { status: 302, headers: { location: 'https://Conduct.Test/moved' } },
        because: 'NGINX writes the host of a redirect in lower case.',
      },
    ),
    differs(
      'the port of a redirect',
      { path: '/moved', host: `${host}:1234` },
      { status: 302, headers: { location: `https://${host}/moved` } },
      {
        on: ['envoy'],
        expect: { status: 302, headers: { location: `https://${host}:443/moved` } },
        because: 'A redirect to the well-known port of its scheme does not name it; Envoy does',
      },
    ),
    differs(
      'a final dot of Host',
      { host: `${host}.` },
      { status: 200, forwarded: { host: `${host}.` } },
      {
        on: ['envoy'],
        expect: { status: 200, forwarded: { host } },
        because:
          'Host is forwarded as the client sent it, but for the dot, which Envoy leaves out.',
      },
    ),
    differs(
      'responses that depend on Origin',
      { path: '/cors' },
      { status: 200, headers: { vary: 'Origin' } },
      {
        on: ['envoy'],
        expect: { status: 200, headers: { vary: null } },
        because: 'NGINX says `Vary: Origin` where a rule has CORS; Envoy does not.',
      },
    ),
  ],
};
