import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { loadSchemas } from '../assets/schemas.ts';
import { optionsWith } from '../../test/support/fixtures.ts';
import { statusOf } from '../status-of.ts';
import type { Condition } from './model.ts';
import { printStatus } from './print.ts';

const schemas = loadSchemas();

const gateway = (name: string) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: ${name}, namespace: app}
spec: {gatewayClassName: ours, listeners: [{name: http, port: 80, protocol: HTTP}]}
`;
const route = (parent: string, ...backends: readonly string[]) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: to-${parent}, namespace: app}
spec:
  parentRefs: [{name: ${parent}}]
  rules: [{backendRefs: [${backends.map((name) => `{group: gateway.networking.x-k8s.io, kind: XBackend, name: ${name}}`).join(', ')}]}]
`;
const xBackend = (name: string, spec: string) => `---
apiVersion: gateway.networking.x-k8s.io/v1alpha1
kind: XBackend
metadata: {name: ${name}, namespace: app, generation: 4}
spec: {port: {number: 443}, ${spec}}
`;
const outside = (hostname: string, more: string) =>
  `type: ExternalHostname, externalHostname: {hostname: ${hostname}}, ${more}`;
const tls = (mode: string, more = '') =>
  `tls: {mode: ${mode}, validation: {hostname: a.example, wellKnownCACertificates: System}${more}}`;
const policy = (name: string, created: string, target: string) => `---
apiVersion: gateway.networking.x-k8s.io/v1alpha1
kind: XBackendTrafficPolicy
metadata: {name: ${name}, namespace: app, creationTimestamp: "${created}"}
spec: {targetRefs: [{group: gateway.networking.x-k8s.io, kind: XBackend, name: ${target}}], retryConstraint: {}}
`;

const shown = (conditions: readonly Condition[]) =>
  conditions.map(({ type, status, reason }) => `${type}=${status} ${reason}`);

function statuses(text: string) {
  const options = optionsWith({ channel: 'experimental' });
  return statusOf([{ name: 'a.yaml', text }], options, schemas, 'envoy');
}

/** Conditions by object and Gateway. */
function ancestors(text: string): Readonly<Record<string, readonly string[]>> {
  const found = statuses(text).flatMap((object) =>
    object.kind === 'XBackend' || object.kind === 'XBackendTrafficPolicy'
      ? object.status.ancestors.map(
          ({ ancestorRef, conditions }) =>
            [`${object.id.name} ${ancestorRef['name'] ?? ''}`, shown(conditions)] as const,
        )
      : [],
  );
  return Object.fromEntries(found);
}

const fine = ['Accepted=True Accepted', 'ResolvedRefs=True ResolvedRefs'];

test('an XBackend tells of each Gateway that sends requests to it', () => {
  const text =
    gateway('one') +
    gateway('two') +
    route('one', 'right', 'inside', 'shown') +
    route('two', 'right') +
    xBackend('right', outside('a.example', tls('ServerOnly'))) +
    xBackend('inside', outside('x.svc.clusterset.local', tls('ServerOnly'))) +
    xBackend(
      'shown',
      outside('a.example', tls('ClientAndServer', ', clientCertificateRef: {name: none}')),
    ) +
    xBackend('unused', outside('a.example', tls('ServerOnly')));
  expect(ancestors(text)).toEqual({
    'right one': fine,
    'right two': fine,
    'inside one': ['Accepted=False Invalid', 'ResolvedRefs=True ResolvedRefs'],
    'shown one': ['Accepted=True Accepted', 'ResolvedRefs=False InvalidCertificateRef'],
  });
  const documents = parseAllDocuments(printStatus(statuses(text))).map(
    (each) => each.toJS() as unknown,
  );
  expect(documents).toContainEqual(
    expect.objectContaining({
      apiVersion: 'gateway.networking.x-k8s.io/v1alpha1',
      kind: 'XBackend',
      metadata: { name: 'right', namespace: 'app' },
    }),
  );
});

test('of two XBackendTrafficPolicies the older one is accepted', () => {
  const text =
    gateway('one') +
    route('one', 'right') +
    xBackend('right', outside('a.example', tls('ServerOnly'))) +
    policy('old', '2026-01-01T00:00:00Z', 'right') +
    policy('new', '2026-01-02T00:00:00Z', 'right');
  expect(ancestors(text)).toMatchObject({
    'old one': ['Accepted=True Accepted'],
    'new one': ['Accepted=False Conflicted'],
  });
});
