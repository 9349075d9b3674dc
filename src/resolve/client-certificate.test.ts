import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { resolved } from '../../test/support/resolved.ts';

const fixture = new URL('../../fixtures/tls/backend-policies/input.yaml', import.meta.url);
const authority = readFileSync(fixture, 'utf8')
  .split(/^---\n/m)
  .find((each) => each.includes('kind: ConfigMap'));

const gateway = (tls: string) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: g, namespace: app}
spec:
  gatewayClassName: ours
  ${tls}
  listeners:
    - {name: web, port: 80, protocol: HTTP}
    - {name: tcp, port: 81, protocol: TCP}
    - {name: raw, port: 82, protocol: TCP}
    - name: asking
      port: 83
      protocol: HTTP
      filters: {requests: [{type: ExternalAuth, externalAuth: {protocol: HTTP, backendRef: {name: tls, port: 443}, http: {path: /x}}}]}
    - name: plain
      port: 84
      protocol: HTTP
      filters: {requests: [{type: ExternalAuth, externalAuth: {protocol: HTTP, backendRef: {name: plain, port: 80}, http: {path: /x}}}]}
`;
const invalid = 'tls: {backend: {clientCertificateRef: {name: missing}}}';

const http = (name: string, rule: string) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: ${name}, namespace: app}
spec:
  parentRefs: [{name: g, sectionName: web}]
  rules: [{matches: [{path: {value: /${name}}}], ${rule}}]
`;
const tcp = (name: string, section: string, refs: string) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: TCPRoute
metadata: {name: ${name}, namespace: app}
spec:
  parentRefs: [{name: g, sectionName: ${section}}]
  rules: [{backendRefs: [${refs}]}]
`;
const services = ['tls', 'plain'].map(
  (name) => `---
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: app}
spec: {ports: [{port: ${name === 'tls' ? '443' : '80'}}]}
`,
);
const policy = `---
apiVersion: gateway.networking.k8s.io/v1
kind: BackendTLSPolicy
metadata: {name: p, namespace: app}
spec:
  targetRefs: [{group: "", kind: Service, name: tls}]
  validation: {hostname: a.example, caCertificateRefs: [{group: "", kind: ConfigMap, name: ca}]}
`;
const tracing = (backend: string) => `---
apiVersion: gateway.networking.x-k8s.io/v1alpha1
kind: XTelemetryPolicy
metadata: {name: t, namespace: app}
spec:
  targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: g}]
  tracing: {mode: Enabled, provider: {backendRef: {${backend}}}}
`;
const encrypted = '{name: tls, port: 443}';
const open = '{name: plain, port: 80}';
const mirror = `filters: [{type: RequestMirror, requestMirror: {backendRef: ${encrypted}}}]`;
const rest = [
  `---\n${authority ?? ''}`,
  ...services,
  policy,
  http('both', `backendRefs: [${open}, ${encrypted}]`),
  http('mirrored', `${mirror}, backendRefs: [${open}]`),
  http('open', `backendRefs: [${open}, {name: gone, port: 80}]`),
  tcp('secret', 'tcp', `${open}, ${encrypted}`),
  tcp('raw', 'raw', `${open}, {name: gone, port: 80}`),
];

function outcome(tls: string, collector: string) {
  const { ir } = resolved([gateway(tls), ...rest, tracing(collector)].join(''));
  const rules = ir.rules.map(({ route, action, filters }) => {
    const what =
      action.kind === 'respond' ? `${String(action.status)} ${action.reason}` : action.kind;
    return `${route.name} ${what} ${String(filters.length)}`;
  });
  const streams = ir.streamRules.map(
    ({ route, backends }) => `${route.name} ${String(backends.length)}`,
  );
  const asking = ir.sockets.flatMap((socket) =>
    socket.kind === 'http'
      ? socket.listeners.map(
          ({ name, filters }) =>
            `${name} ${filters === 'invalid' ? filters : String(filters.length)}`,
        )
      : [],
  );
  const backends = ir.backends.map(({ id }) => id);
  return { rules, streams, asking, backends, traced: ir.tracing !== null };
}

const plainBackend = 'service/app/plain/80';
const tcpBackend = `${plainBackend}/tcp`;

test('a certificate that cannot be had: nothing is sent to backends that it is for', () => {
  expect(outcome(invalid, 'name: tls, port: 443')).toEqual({
    rules: ['both 500 invalid-rule 0', 'mirrored 500 invalid-rule 0', 'open forward 0'],
    streams: ['raw 2', 'secret 0'],
    asking: ['web 0', 'asking invalid', 'plain 1'],
    backends: [plainBackend, tcpBackend],
    traced: false,
  });
});

test('spans go to a collector without encryption all the same', () => {
  expect(outcome(invalid, 'name: plain, port: 80').traced).toBe(true);
});

test('without a certificate, backends are verified and shown none', () => {
  expect(outcome('', 'name: tls, port: 443')).toMatchObject({
    rules: ['both forward 0', 'mirrored forward 1', 'open forward 0'],
    streams: ['raw 2', 'secret 2'],
    asking: ['web 0', 'asking 1', 'plain 1'],
    traced: true,
  });
});
