import { gateway, route, to, type Case, type Suite } from './case.ts';

const inTheClear = (host: string, expect: Case['expect']): Case => ({
  name: `${host}, in the clear`,
  request: { port: 'http', path: '/', host },
  expect,
});

const overTls = (sni: string, host: string, expect: Case['expect'], port = 'https'): Case => ({
  name: `${host} behind the certificate of ${sni}, at ${port}`,
  request: { port, path: '/', host, sni },
  expect,
});

/** Routes of HTTP and HTTPS listeners at once, which NGINX serves from the same blocks. */
export const bothSchemes: Suite = {
  name: 'both-schemes',
  ports: ['http', 'https', 'other'],
  services: ['app/a', 'app/b'],
  secrets: { 'app/a': ['a.both.test'], 'app/b': ['b.both.test'] },
  manifests: ({ http, https, other }) =>
    gateway(
      `{name: http, protocol: HTTP, port: ${http}}`,
      `{name: a, protocol: HTTPS, port: ${https}, hostname: a.both.test, tls: {certificateRefs: [{name: a}]}}`,
      `{name: b, protocol: HTTPS, port: ${https}, hostname: b.both.test, tls: {certificateRefs: [{name: b}]}}`,
      `{name: other, protocol: HTTPS, port: ${other}, hostname: a.both.test, tls: {certificateRefs: [{name: a}]}}`,
    ) +
    route('a', `hostnames: [a.both.test]\n  rules: [{${to('a')}}]`) +
    route('b', `hostnames: [b.both.test]\n  rules: [{${to('b')}}]`),
  cases: [
    inTheClear('a.both.test', {
      status: 200,
      backend: 'a',
      forwarded: { headers: { 'x-forwarded-proto': 'http' } },
    }),
    inTheClear('b.both.test', { status: 200, backend: 'b' }),
    inTheClear('c.both.test', { status: 404 }),
    overTls('a.both.test', 'a.both.test', {
      status: 200,
      backend: 'a',
      certificate: 'a.both.test',
      forwarded: { headers: { 'x-forwarded-proto': 'https' } },
    }),
    overTls('b.both.test', 'b.both.test', {
      status: 200,
      backend: 'b',
      certificate: 'b.both.test',
    }),
    overTls('b.both.test', 'a.both.test', { status: 421 }),
    overTls('a.both.test', 'b.both.test', { status: 421 }),
    overTls('c.both.test', 'a.both.test', { status: 'refused' }),
    overTls('a.both.test', 'a.both.test', { status: 200, backend: 'a' }, 'other'),
    overTls('a.both.test', 'b.both.test', { status: 404 }, 'other'),
  ],
};
