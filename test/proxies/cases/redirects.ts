import { gateway, route, type Case, type Suite } from './case.ts';

const host = 'redirect.test';
const rule = (path: string, filter: string) =>
  `    - {matches: [{path: {type: PathPrefix, value: ${path}}}], filters: [{type: RequestRedirect, requestRedirect: ${filter}}]}`;
const moved = (
  path: string,
  status: number,
  location: string,
  more: Partial<Case['request']> = {},
): Case => ({
  name: `${more.port ?? 'http'} ${path} -> ${location}`,
  request: { path, host, ...more },
  expect: { status, headers: { location } },
});

/** Every field of RequestRedirect. `$port` in a Location stands for the listener's port. */
export const redirects: Suite = {
  name: 'redirects',
  ports: ['http', 'https'],
  services: [],
  secrets: { 'app/cert': ['redirect.test'] },
  manifests: ({ http, https }) =>
    gateway(
      `{name: http, protocol: HTTP, port: ${http}}`,
      `{name: https, protocol: HTTPS, port: ${https}, tls: {certificateRefs: [{name: cert}]}}`,
    ) +
    route(
      'all',
      `hostnames: [redirect.test]
  rules:
${rule('/host', '{hostname: new.example.org}')}
${rule('/scheme', '{scheme: https}')}
${rule('/scheme-port', '{scheme: https, port: 8443}')}
${rule('/scheme-443', '{scheme: https, port: 443}')}
${rule('/port', '{port: 8080}')}
${rule('/port-80', '{scheme: http, port: 80}')}
${rule('/301', '{hostname: n.test, statusCode: 301}')}
${rule('/303', '{hostname: n.test, statusCode: 303}')}
${rule('/307', '{hostname: n.test, statusCode: 307}')}
${rule('/308', '{hostname: n.test, statusCode: 308}')}
${rule('/full', '{scheme: https, hostname: n.test, path: {type: ReplaceFullPath, replaceFullPath: "/a b/c"}}')}
${rule('/old', '{scheme: https, hostname: n.test, path: {type: ReplacePrefixMatch, replacePrefixMatch: /new}}')}
${rule('/gone', '{scheme: https, hostname: n.test, path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}')}
`,
    ),
  cases: [
    moved('/host/x?y=1', 302, 'http://new.example.org:$port/host/x?y=1'),
    moved('/scheme/x', 302, 'https://redirect.test/scheme/x'),
    moved('/scheme-port/x', 302, 'https://redirect.test:8443/scheme-port/x'),
    moved('/scheme-443', 302, 'https://redirect.test/scheme-443'),
    moved('/port/x', 302, 'http://redirect.test:8080/port/x'),
    moved('/port-80/x', 302, 'http://redirect.test/port-80/x'),
    moved('/301', 301, 'http://n.test:$port/301'),
    moved('/303', 303, 'http://n.test:$port/303'),
    moved('/307', 307, 'http://n.test:$port/307', { method: 'POST', body: 'x' }),
    moved('/308', 308, 'http://n.test:$port/308'),
    moved('/full/x?y=1', 302, 'https://n.test/a%20b/c?y=1'),
    moved('/old', 302, 'https://n.test/new'),
    moved('/old/x?y=1', 302, 'https://n.test/new/x?y=1'),
    moved('/gone/x', 302, 'https://n.test/x'),
    moved('/gone', 302, 'https://n.test/'),
    moved('/host/x', 302, 'https://new.example.org:$port/host/x', { port: 'https', sni: host }),
    moved('/scheme-443', 302, 'https://redirect.test/scheme-443', { port: 'https', sni: host }),
    moved('/port/x', 302, 'https://redirect.test:8080/port/x', { port: 'https', sni: host }),
  ],
};
