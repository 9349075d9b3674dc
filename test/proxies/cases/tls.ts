import { gateway, route, to, type Case, type Suite } from './case.ts';

const ask = (
  name: string,
  sni: string,
  host: string,
  expect: Case['expect'],
  more: Partial<Case['request']> = {},
): Case => ({
  name,
  request: { port: 'https', path: '/', host, sni, ...more },
  expect,
});

/** Three listeners of one port; whose connection it is, whose host, and what comes of it (GEP-3567). */
const crossings = [
  ['a.tls.test', 'a.tls.test', 200, 'a'],
  ['a.tls.test', 'b.tls.test', 421],
  ['a.tls.test', 'other.test', 421],
  ['b.tls.test', 'a.tls.test', 421],
  ['b.tls.test', 'c.tls.test', 200, 'wild'],
  ['b.tls.test', 'other.test', 421],
  ['other.test', 'a.tls.test', 421],
  ['other.test', 'b.tls.test', 421],
  ['other.test', 'another.test', 200, 'all'],
  ['', 'a.tls.test', 421],
  ['', 'other.test', 200, 'all'],
  // However the host is spelled.
  ['b.tls.test', 'A.TLS.test', 421],
  ['b.tls.test', 'a.tls.test:443', 421],
  ['b.tls.test', 'a.tls.test.', 421],
  ['A.tls.TEST', 'a.tls.test', 200, 'a'],
] as const;

const mixedCases: readonly Case[] = crossings.flatMap(([sni, host, status, backend]) =>
  [false, true].map((h2): Case => ({
    name: `SNI "${sni}", host ${host}${h2 ? ', HTTP/2' : ''}`,
    request: { port: 'mixed', path: '/', host, sni, h2 },
    expect: { status, ...(backend === undefined ? {} : { backend }) },
  })),
);

/** HTTPS listeners told apart by SNI; a request may not slip to another listener (GEP-3567). */
export const tls: Suite = {
  name: 'tls',
  ports: ['https', 'open', 'mixed'],
  services: ['app/a', 'app/wild', 'app/open', 'app/all'],
  secrets: { 'app/a': ['a.tls.test'], 'app/wild': ['*.tls.test'], 'app/open': ['open.test'] },
  manifests: ({ https, open, mixed }) =>
    gateway(
      `{name: a, protocol: HTTPS, port: ${https}, hostname: a.tls.test, tls: {certificateRefs: [{name: a}]}}`,
      `{name: wild, protocol: HTTPS, port: ${https}, hostname: "*.tls.test", tls: {certificateRefs: [{name: wild}]}}`,
      `{name: open, protocol: HTTPS, port: ${open}, tls: {certificateRefs: [{name: open}]}}`,
      `{name: mixed-a, protocol: HTTPS, port: ${mixed}, hostname: a.tls.test, tls: {certificateRefs: [{name: a}]}}`,
      `{name: mixed-wild, protocol: HTTPS, port: ${mixed}, hostname: "*.tls.test", tls: {certificateRefs: [{name: wild}]}}`,
      `{name: mixed-all, protocol: HTTPS, port: ${mixed}, tls: {certificateRefs: [{name: open}]}}`,
    ) +
    route('a', `rules: [{${to('a')}}]`, '{name: web, sectionName: a}') +
    route(
      'wild',
      `hostnames: [b.tls.test, c.tls.test]\n  rules: [{${to('wild')}}]`,
      '{name: web, sectionName: wild}',
    ) +
    route('mixed-a', `rules: [{${to('a')}}]`, '{name: web, sectionName: mixed-a}') +
    route('mixed-wild', `rules: [{${to('wild')}}]`, '{name: web, sectionName: mixed-wild}') +
    route('mixed-all', `rules: [{${to('all')}}]`, '{name: web, sectionName: mixed-all}') +
    route(
      'open',
      `hostnames: [open.test]\n  rules: [{${to('open')}}]`,
      '{name: web, sectionName: open}',
    ),
  cases: [
    ...mixedCases,
    ask('an exact listener', 'a.tls.test', 'a.tls.test', {
      status: 200,
      backend: 'a',
      certificate: 'a.tls.test',
    }),
    ask('a wildcard listener', 'b.tls.test', 'b.tls.test', {
      status: 200,
      backend: 'wild',
      certificate: '*.tls.test',
    }),
    ask('another host of the same listener', 'b.tls.test', 'c.tls.test', {
      status: 200,
      backend: 'wild',
    }),
    ask('a host of the listener without routes', 'b.tls.test', 'd.tls.test', { status: 404 }),
    ask('from the wildcard listener to the exact one', 'b.tls.test', 'a.tls.test', { status: 421 }),
    ask('from the exact listener to the wildcard one', 'a.tls.test', 'b.tls.test', { status: 421 }),
    ask('a host that no listener covers', 'a.tls.test', 'other.test', { status: 404 }),
    ask('a name that no listener covers', 'other.test', 'a.tls.test', { status: 'refused' }),
    ask('no SNI and no listener for every host', '', 'a.tls.test', { status: 'refused' }),
    {
      ...ask('a final dot of SNI', 'a.tls.test.', 'a.tls.test', { status: 200, backend: 'a' }),
      differs: [
        {
          on: ['envoy'],
          expect: { status: 'refused' },
          because:
            'A final dot of a name in SNI, where RFC 6066 allows none, does not matter to NGINX; Envoy knows no such name.',
        },
      ],
    },
    ask('HTTP/2', 'a.tls.test', 'a.tls.test', { status: 200, backend: 'a' }, { h2: true }),
    ask('HTTP/2 to another listener', 'a.tls.test', 'b.tls.test', { status: 421 }, { h2: true }),
    ask(
      'a listener for every host',
      'open.test',
      'open.test',
      { status: 200, backend: 'open', certificate: 'open.test' },
      { port: 'open' },
    ),
    ask(
      'a listener for every host, without SNI',
      '',
      'open.test',
      { status: 200, backend: 'open' },
      { port: 'open' },
    ),
    {
      name: 'the scheme is told to the backend',
      request: { port: 'open', path: '/', host: 'open.test', sni: 'open.test' },
      expect: { status: 200, forwarded: { headers: { 'x-forwarded-proto': 'https' } } },
    },
  ],
};
