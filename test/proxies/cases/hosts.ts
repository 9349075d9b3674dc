import { gateway, route, to, type Case, type Suite } from './case.ts';

const ask = (name: string, host: string, path: string, backend: string | 404): Case => ({
  name,
  request: { path, host },
  expect: backend === 404 ? { status: 404 } : { status: 200, backend, forwarded: { host } },
});

/** Hostnames: wildcards, precedence, fall-through, and listeners that keep to themselves. */
export const hosts: Suite = {
  name: 'hosts',
  ports: ['http', 'isolated'],
  services: ['app/exact', 'app/wild', 'app/deep', 'app/any', 'app/narrow'],
  manifests: ({ http, isolated }) =>
    gateway(
      `{name: http, protocol: HTTP, port: ${http}}`,
      `{name: wide, protocol: HTTP, port: ${isolated}, hostname: "*.iso.test"}`,
      `{name: narrow, protocol: HTTP, port: ${isolated}, hostname: a.iso.test}`,
    ) +
    route(
      'exact',
      `hostnames: [a.x.test]\n  rules: [{matches: [{path: {value: /e}}], ${to('exact')}}]`,
      '{name: web, sectionName: http}',
    ) +
    route(
      'wild',
      `hostnames: ["*.x.test"]\n  rules: [{matches: [{path: {value: /e/long}}, {path: {value: /w}}], ${to('wild')}}]`,
      '{name: web, sectionName: http}',
    ) +
    route(
      'deep',
      `hostnames: ["*.deep.x.test"]\n  rules: [{matches: [{path: {value: /d}}], ${to('deep')}}]`,
      '{name: web, sectionName: http}',
    ) +
    route(
      'any',
      `rules: [{matches: [{path: {value: /any}}], ${to('any')}}]`,
      '{name: web, sectionName: http}',
    ) +
    route(
      'iso-wide',
      `hostnames: ["*.iso.test"]\n  rules: [{matches: [{path: {value: /x}}], ${to('wild')}}]`,
      '{name: web, sectionName: wide}',
    ) +
    route(
      'iso-narrow',
      `rules: [{matches: [{path: {value: /n}}], ${to('narrow')}}]`,
      '{name: web, sectionName: narrow}',
    ) +
    route(
      'iso-wide-names-narrow',
      `hostnames: [a.iso.test, "*.test"]\n  rules: [{matches: [{path: {value: /own}}], ${to('any')}}]`,
      '{name: web, sectionName: wide}',
    ),
  cases: [
    ask('an exact name', 'a.x.test', '/e', 'exact'),
    ask('a name in capitals', 'A.X.Test', '/e', 'exact'),
    ask('the more specific hostname, not the longer path', 'a.x.test', '/e/long', 'exact'),
    ask('falls through to the wildcard', 'a.x.test', '/w', 'wild'),
    ask('falls through to every host', 'a.x.test', '/any', 'any'),
    ask('no rule of any hostname', 'a.x.test', '/none', 404),
    ask('a wildcard', 'b.x.test', '/w', 'wild'),
    ask('a wildcard over several labels', 'b.c.x.test', '/w', 'wild'),
    ask('the longer wildcard', 'a.deep.x.test', '/d', 'deep'),
    ask('from the longer wildcard to the shorter', 'a.deep.x.test', '/w', 'wild'),
    ask('a wildcard does not stand for nothing', 'x.test', '/w', 404),
    ask('a wildcard’s rules are not for others', 'b.y.test', '/w', 404),
    ask('a host that nobody names', 'whatever.test', '/any', 'any'),
    {
      name: 'a port in Host does not matter',
      request: { path: '/e', host: 'a.x.test:1234' },
      expect: { status: 200, backend: 'exact' },
    },
    {
      name: 'a dot at the end of Host does not matter',
      request: { path: '/e', host: 'a.x.test.' },
      expect: { status: 200, backend: 'exact' },
    },
    {
      name: 'a listener’s own host',
      request: { port: 'isolated', path: '/n', host: 'a.iso.test' },
      expect: { status: 200, backend: 'narrow' },
    },
    {
      name: 'a host belongs to the more specific listener alone',
      request: { port: 'isolated', path: '/x', host: 'a.iso.test' },
      expect: { status: 404 },
    },
    {
      name: 'even for a route that names it elsewhere',
      request: { port: 'isolated', path: '/own', host: 'a.iso.test' },
      expect: { status: 404 },
    },
    {
      name: 'hosts that only the wide listener covers',
      request: { port: 'isolated', path: '/x', host: 'b.iso.test' },
      expect: { status: 200, backend: 'wild' },
    },
    {
      name: 'a route that is wider than its listener',
      request: { port: 'isolated', path: '/own', host: 'c.iso.test' },
      expect: { status: 200, backend: 'any' },
    },
    {
      name: 'no further than its listener',
      request: { port: 'isolated', path: '/own', host: 'c.other.test' },
      expect: { status: 404 },
    },
  ],
};

/** GatewayRouteHostnameIntersectionPrecedence: the route’s own hostname decides between equals. */
export const intersections: Suite = {
  name: 'hostname intersections',
  ports: ['http'],
  services: ['app/own', 'app/near', 'app/wide'],
  manifests: ({ http }) =>
    gateway(`{name: http, protocol: HTTP, port: ${http}, hostname: "*.in.test"}`) +
    route(
      'a-wide',
      `hostnames: ["*.test"]\n  rules: [{matches: [{path: {value: /p/long}}, {path: {value: /q}}], ${to('wide')}}]`,
    ) +
    route(
      'b-near',
      `hostnames: ["*.in.test"]\n  rules: [{matches: [{path: {value: /p}}], ${to('near')}}]`,
    ) +
    route(
      'c-own',
      `hostnames: [o.in.test]\n  rules: [{matches: [{path: {value: /p/own}}], ${to('own')}}]`,
    ),
  cases: [
    ask('the narrower original hostname wins', 'z.in.test', '/p/long', 'near'),
    ask('the wider one still serves what is left', 'z.in.test', '/q', 'wide'),
    ask('an exact one before both', 'o.in.test', '/p/own', 'own'),
    ask('and then the order of the others', 'o.in.test', '/p/long', 'near'),
  ],
};
