import { gateway, route, to, type Case, type Suite } from './case.ts';

const host = 'paths.test';
const ask = (name: string, path: string, expect: Case['expect']): Case => ({
  name: `${name}: ${path}`,
  request: { path, host },
  expect,
});
const refused = { status: 400 };
const admin = (path: string) => ({ status: 200, backend: 'admin', forwarded: { path } });
const open = (path: string) => ({ status: 200, backend: 'open', forwarded: { path } });
/** Envoy serves what NGINX refuses. */
const servedByEnvoy = (
  name: string,
  path: string,
  expect: Case['expect'],
  because: string,
): Case => ({ ...ask(name, path, refused), differs: [{ on: ['envoy'], expect, because }] });
const exact = (path: string) => ({ status: 200, backend: 'exact', forwarded: { path } });

/** Before the host is looked at by some. */
const elsewhere = (path: string, nginx: number, envoy: number): Case => ({
  name: `of a host without routes: ${path}`,
  request: { path, host: 'nobody.test' },
  expect: { status: nginx },
  ...(nginx === envoy
    ? {}
    : { differs: [{ on: ['envoy'], expect: { status: envoy }, because: atOnce }] }),
});
const atOnce = 'or 400 from a target that refuses them before it looks at the host';

const unlike = 'With `normalize`, NGINX answers 400 to what it cannot resolve as Envoy does.';

/** One reading of every path on every proxy: what is matched is what is forwarded. */
export const paths: Suite = {
  name: 'paths',
  ports: ['http'],
  services: ['app/open', 'app/admin', 'app/exact'],
  target: { pathPolicy: 'normalize' },
  manifests: ({ http }) =>
    gateway(`{name: http, protocol: HTTP, port: ${http}}`) +
    route(
      'all',
      `hostnames: [${host}]
  rules:
    - {matches: [{path: {value: /admin/}}], ${to('admin')}}
    - {matches: [{path: {type: Exact, value: /exact}}], ${to('exact')}}
    - {matches: [{path: {type: Exact, value: /exact/slash/}}], ${to('exact')}}
    - {matches: [{path: {value: "/caf%C3%A9"}}], ${to('exact')}}
    - {matches: [{path: {value: "/a%20b"}}], ${to('exact')}}
    - {matches: [{path: {type: Exact, value: "/plus+and~tilde"}}], ${to('exact')}}
    - {matches: [{path: {value: /}}], ${to('open')}}
`,
    ),
  cases: [
    ask('the root', '/', open('/')),
    ask('the root and a query', '/?a=b', open('/?a=b')),
    ask('an empty query stays', '/x?', open('/x?')),
    ask('a query is not a path', '/x?/../admin//', open('/x?/../admin//')),
    ask('a question mark in a query', '/x?a?b', open('/x?a?b')),
    ask('escapes in a query stay', '/x?a=%2F%2e%00%5c', open('/x?a=%2F%2e%00%5c')),
    ask('the prefix without its slash', '/admin', admin('/admin')),
    ask('empty elements', '//admin///x', admin('/admin/x')),
    ask('empty elements at the end', '/admin//', admin('/admin/')),
    ask('a dot segment', '/./admin/x', admin('/admin/x')),
    ask('a dot segment at the end', '/admin/x/.', admin('/admin/x/')),
    ask('two dots', '/x/../admin/x', admin('/admin/x')),
    ask('two dots at the end', '/admin/x/..', admin('/admin/')),
    ask('out of the prefix', '/admin/../x', open('/x')),
    ask('encoded dots', '/x/%2e%2e/admin/x', admin('/admin/x')),
    ask('encoded dots in capitals', '/x/%2E%2E/admin/x', admin('/admin/x')),
    ask('a dot and an encoded dot', '/x/.%2e/admin/x', admin('/admin/x')),
    ask('an encoded letter', '/%61dmin/x', { status: 200, backend: 'admin' }),
    ask('three dots are a name', '/x/.../admin', open('/x/.../admin')),
    ask('a name with dots', '/x/..admin', open('/x/..admin')),
    ask('an encoded slash', '/admin%2fx', refused),
    ask('an encoded slash behind dots', '/x/..%2fadmin/x', refused),
    ask('encoded twice is encoded once', '/x/%252e%252e/admin', open('/x/%252e%252e/admin')),
    servedByEnvoy('dots and a parameter', '/x/..;/admin/x', admin('/admin/x'), unlike),
    servedByEnvoy('a dot and a parameter', '/.;/admin/x', admin('/admin/x'), unlike),
    servedByEnvoy('dots and a value', '/x/..;a=b/admin/x', admin('/admin/x'), unlike),
    ask('encoded dots and a parameter', '/x/%2e%2e;/admin', refused),
    ask('a parameter', '/admin;a/x', open('/admin;a/x')),
    ask('a parameter below the prefix', '/admin/x;a', admin('/admin/x;a')),
    ask('an encoded backslash', '/x/..%5cadmin/x', refused),
    {
      ...ask('a backslash', '/x\\..\\admin\\x', refused),
      differs: [
        {
          on: ['envoy'],
          expect: { status: 200, backend: 'admin', forwarded: { path: '/admin/x' } },
          because: unlike,
        },
      ],
    },
    ask('an encoded zero', '/%00', refused),
    ask('an encoded control character', '/admin/%01', refused),
    ask('an encoded line feed', '/exact%0a', refused),
    ask('an encoded delete', '/exact%7f', refused),
    ask('an exact path', '/exact', exact('/exact')),
    ask('an exact path and a query', '/exact?x', exact('/exact?x')),
    ask('an exact path and a slash', '/exact/', open('/exact/')),
    ask('an exact path with its slash', '/exact/slash/', exact('/exact/slash/')),
    ask('an exact path without its slash', '/exact/slash', open('/exact/slash')),
    ask('letters beyond ASCII', '/caf%C3%A9/x', exact('/caf%C3%A9/x')),
    ask('a blank', '/a%20b/c%20d', exact('/a%20b/c%20d')),
    ask('a plus is no blank', '/a+b', open('/a+b')),
    ask('plus and tilde', '/plus+and~tilde', exact('/plus+and~tilde')),
    elsewhere('/x', 404, 404),
    elsewhere('/x%zz', 400, 404),
    elsewhere('/x%00', 400, 400),
    elsewhere('/../x', 400, 404),
    elsewhere('/x%2F', 404, 400),
    elsewhere('/x%5C', 404, 400),
    elsewhere('/x%01', 404, 404),
    ask('an escape that is none', '/x%zz', refused),
    ask('an escape that is none, and a query', '/x%?a', refused),
    ask('escapes that are none in a query stay', '/x?%zz%01', open('/x?%zz%01')),
    ask('half an escape', '/x%4', refused),
    servedByEnvoy('above the root', '/../admin/x', admin('/admin/x'), unlike),
    ask('bytes beyond ASCII', '/x\u00e9', refused),
    ask('a fragment', '/admin#x', refused),
  ],
};
