import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { resolved } from '../../test/support/resolved.ts';

const gateway = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: g, namespace: app}
spec:
  gatewayClassName: ours
  listeners: [{name: web, port: 80, protocol: HTTP}]
`;
const route = (refs: string) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r, namespace: app}
spec: {parentRefs: [{name: g}], rules: [{backendRefs: [${refs}]}]}
`;
const xBackend = (spec: string) => `---
apiVersion: gateway.networking.x-k8s.io/v1alpha1
kind: XBackend
metadata: {name: x, namespace: app}
spec: ${spec}
`;
const service = (name: string) => `---
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: app}
spec: {ports: [{name: web, port: 80}]}
`;
const external =
  '{type: ExternalHostname, externalHostname: {hostname: a.example}, port: {number: 443}, tls: {mode: ServerOnly, validation: {hostname: a.example, wellKnownCACertificates: System}}}';
const at = 'HTTPRoute r spec.rules[0].backendRefs[0]';
const toX = (more: string) => `{group: gateway.networking.x-k8s.io, kind: XBackend, ${more}}`;

describe('an XBackend', () => {
  test.each<readonly [string, string, number, readonly string[]]>([
    ['of the namespace', toX('name: x'), 1, []],
    ['that is not there', toX('name: xx'), 0, [`resolve/backend-not-found ${at}.name x`]],
    ['of another namespace', toX('name: x, namespace: b'), 0, [`resolve/backend-namespace ${at}`]],
  ])('%s', (_, ref, backends, findings) => {
    const {
      ir,
      diagnostics,
      findings: found,
    } = resolved(gateway + route(ref) + xBackend(external));
    const hints = diagnostics.map(({ suggestion }) => (suggestion === null ? '' : ' x'));
    expect([ir.backends.length, found.map((each, nth) => each + (hints[nth] ?? ''))]).toEqual([
      backends,
      findings,
    ]);
  });
});

describe('kinds that are no backends', () => {
  test.each([
    ['{kind: Pod, name: s, port: 80}', 'Pod'],
    ['{group: a.example, kind: Service, name: s, port: 80}', 'a.example/Service'],
  ])('%s', (ref, kind) => {
    const { diagnostics } = resolved(gateway + route(ref));
    expect(diagnostics.map(({ code, args }) => [code, args])).toEqual([
      ['resolve/backend-kind', { kind }],
    ]);
  });
});

test('references that mean the same are one backend, looked at once', () => {
  const { ir, findings } = resolved(
    gateway +
      route('{name: s, port: 80}, {name: s, port: 80, weight: 2}') +
      service('s') +
      `---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: s, namespace: app, labels: {kubernetes.io/service-name: s}}
addressType: IPv4
endpoints: []
`,
  );
  expect(ir.backends.length).toBe(1);
  expect(findings).toEqual([`resolve/no-ready-endpoints ${at}.name`]);
});

const authority = readFileSync(
  new URL('../../fixtures/tls/backend-policies/input.yaml', import.meta.url),
  'utf8',
)
  .split(/^---\n/m)
  .filter((each) => /kind: (ConfigMap|ClusterTrustBundle)/.test(each.slice(0, 80)))
  .join('---\n');

describe('authorities', () => {
  const policy = (validation: string) => `---
${authority}---
apiVersion: gateway.networking.k8s.io/v1
kind: BackendTLSPolicy
metadata: {name: p, namespace: app}
spec:
  targetRefs: [{group: "", kind: Service, name: s}]
  validation: {hostname: a.example, ${validation}}
`;
  const place = 'BackendTLSPolicy p spec.validation.caCertificateRefs';
  const none = `resolve/no-authority ${place}`;

  test.each<readonly [string, string, string | null, readonly string[]]>([
    ['of the system', 'wellKnownCACertificates: System', 'system', []],
    [
      'of a ConfigMap',
      'caCertificateRefs: [{group: "", kind: ConfigMap, name: ca}]',
      'bundle roots',
      [],
    ],
    [
      'of a ClusterTrustBundle',
      'caCertificateRefs: [{group: certificates.k8s.io, kind: ClusterTrustBundle, name: company}]',
      'bundle roots',
      [],
    ],
    [
      'that are missing',
      'caCertificateRefs: [{group: certificates.k8s.io, kind: ClusterTrustBundle, name: x}]',
      null,
      [`resolve/invalid-authority ${place}[0].name ClusterTrustBundle x is not in the input`, none],
    ],
    [
      'that are missing, too',
      'caCertificateRefs: [{group: "", kind: ConfigMap, name: x}]',
      null,
      [
        `resolve/invalid-authority ${place}[0].name ConfigMap x is not in the input, or has no ca.crt`,
        none,
      ],
    ],
    [
      'of another kind',
      'caCertificateRefs: [{group: "", kind: Secret, name: ca}]',
      null,
      [`resolve/authority-kind ${place}[0].kind Secret`, none],
    ],
    [
      'of another group',
      'caCertificateRefs: [{group: a.example, kind: ConfigMap, name: ca}]',
      null,
      [`resolve/authority-kind ${place}[0].kind a.example/ConfigMap`, none],
    ],
    [
      'of a kind in the wrong group',
      'caCertificateRefs: [{group: certificates.k8s.io, kind: ConfigMap, name: ca}]',
      null,
      [`resolve/authority-kind ${place}[0].kind certificates.k8s.io/ConfigMap`, none],
    ],
    [
      'one of which can be had',
      'caCertificateRefs: [{group: "", kind: Secret, name: ca}, {group: "", kind: ConfigMap, name: ca}]',
      'bundle roots',
      [`resolve/authority-kind ${place}[0].kind Secret`],
    ],
  ])('%s', (_, validation, trust, findings) => {
    const {
      ir,
      diagnostics,
      findings: found,
    } = resolved(gateway + route('{name: s, port: 80}') + service('s') + policy(validation));
    const of = ir.backends[0]?.tls?.trust ?? null;
    const told = of === null ? null : of.kind === 'bundle' ? `bundle ${of.anchors}` : of.kind;
    const details = diagnostics.map(({ args }) => Object.values(args).join(' '));
    expect([told, found.map((each, nth) => `${each} ${details[nth] ?? ''}`.trim())]).toEqual([
      trust,
      findings,
    ]);
  });
});

describe('external authorization', () => {
  const asking = (auth: string) => {
    const filter = `filters: [{type: ExternalAuth, externalAuth: {backendRef: {name: s, port: 80}, ${auth}}}]`;
    const text = route('{name: s, port: 80}').replace('{backendRefs', `{${filter}, backendRefs`);
    const { ir } = resolved(gateway + text + service('s'));
    const [found] = ir.rules[0]?.filters ?? [];
    return found?.kind === 'external-auth' ? { ...found.auth, backend: '' } : null;
  };
  const http = { protocol: 'http', backend: '', pathPrefix: '', bodyLimit: 0 };

  test('by HTTP', () => {
    expect(asking('protocol: HTTP, http: {path: /ask}')).toEqual({
      ...http,
      pathPrefix: '/ask',
      requestHeaders: [],
      responseHeaders: 'all',
    });
    const names = 'allowedHeaders: [X-B, x-a, x-b], allowedResponseHeaders: [X-User]';
    expect(asking(`protocol: HTTP, http: {${names}}, forwardBody: {maxSize: 10}`)).toEqual({
      ...http,
      requestHeaders: ['x-a', 'x-b'],
      responseHeaders: ['x-user'],
      bodyLimit: 10,
    });
  });

  test('by gRPC', () => {
    const grpc = { protocol: 'grpc', backend: '', bodyLimit: 0 };
    expect(asking('protocol: GRPC, grpc: {allowedHeaders: [X-A]}')).toEqual({
      ...grpc,
      requestHeaders: ['x-a'],
    });
    expect(asking('protocol: GRPC, grpc: {}')).toEqual({ ...grpc, requestHeaders: 'all' });
  });
});
