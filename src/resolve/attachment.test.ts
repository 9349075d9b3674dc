import { expect, test } from 'vitest';
import { resolved } from '../../test/support/resolved.ts';

const gateway = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: g, namespace: app}
spec:
  gatewayClassName: ours
  listeners:
    - {name: web, port: 80, protocol: HTTP, hostname: "*.example"}
    - {name: alt, port: 81, protocol: HTTP}
    - {name: calls, port: 82, protocol: HTTP, allowedRoutes: {kinds: [{kind: GRPCRoute}]}}
    - name: chosen
      port: 83
      protocol: HTTP
      allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {team: a}}}}
`;
const route = (parent: string, namespace: string, hostnames: string) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r, namespace: ${namespace}}
spec:
  parentRefs: [{name: g, namespace: app, ${parent}}]
  hostnames: [${hostnames}]
  rules: [{filters: [{type: RequestRedirect, requestRedirect: {statusCode: 301}}]}]
`;
const namespace = (name: string, labels: string) => `---
apiVersion: v1
kind: Namespace
metadata: {name: ${name}, labels: {${labels}}}
`;

function outcome(parent: string, of = 'app', hostnames = ''): readonly string[] {
  const { ir, diagnostics } = resolved(
    gateway +
      route(parent, of, hostnames) +
      namespace('app', 'team: b') +
      namespace('one', 'team: a'),
  );
  const hosts = ir.sockets.flatMap((socket) =>
    socket.kind === 'http'
      ? socket.listeners.flatMap(({ name, hosts }) =>
          hosts.map(({ hostnames }) => `${name} ${hostnames.map((host) => host ?? '*').join(' ')}`),
        )
      : [],
  );
  const findings = diagnostics.map(({ code, args, related }) =>
    [code, ...Object.values(args), ...related.map(({ note }) => note)].join(' | '),
  );
  return [...hosts, ...findings];
}

const parent = 'Gateway app/g';

test.each<readonly [string, string, string, readonly string[]]>([
  ['sectionName: web', 'app', '', ['web *.example']],
  ['port: 81', 'app', 'a.b', ['alt a.b']],
  ['sectionName: web, port: 80', 'app', 'a.example, b.c', ['web a.example']],
  ['sectionName: x', 'app', '', [`resolve/no-matching-parent | ${parent} | named x`]],
  ['port: 9', 'app', '', [`resolve/no-matching-parent | ${parent} | on port 9`]],
  [
    'sectionName: web, port: 81',
    'app',
    '',
    [`resolve/no-matching-parent | ${parent} | named web on port 81`],
  ],
  ['sectionName: web', 'app', 'a.b', [`resolve/no-matching-hostname | ${parent}`]],
  [
    'sectionName: calls',
    'app',
    '',
    [`resolve/not-allowed | ${parent} | listener calls takes no HTTPRoute | listener calls`],
  ],
  [
    'sectionName: alt',
    'one',
    '',
    [
      `resolve/not-allowed | ${parent} | listener alt takes routes of namespace app only | listener alt`,
    ],
  ],
  ['sectionName: chosen', 'one', '', ['chosen *']],
  [
    'sectionName: chosen',
    'app',
    '',
    [
      `resolve/not-allowed | ${parent} | the labels of namespace app do not fit the selector | listener chosen`,
    ],
  ],
  [
    'sectionName: chosen',
    'two',
    '',
    [
      `resolve/not-allowed | ${parent} | Namespace two is not in the input, so its labels are unknown | listener chosen`,
    ],
  ],
])('{%s} of namespace %s with hostnames [%s]', (ref, of, hostnames, expected) => {
  expect(outcome(ref, of, hostnames)).toEqual(expected);
});
