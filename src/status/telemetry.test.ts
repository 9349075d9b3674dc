import { expect, test } from 'vitest';
import { loadSchemas } from '../assets/schemas.ts';
import { statusOf } from '../status-of.ts';
import { optionsWith } from '../../test/support/fixtures.ts';

// GEP-4768, "Conformance Tests".

const schemas = loadSchemas();

const gateway = (name: string) => `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: ${name}, namespace: app}
spec: {gatewayClassName: ours, listeners: [{name: http, port: 80, protocol: HTTP}]}
`;
const service = `
apiVersion: v1
kind: Service
metadata: {name: otel, namespace: app}
spec: {ports: [{port: 4317}]}
`;
const policy = (name: string, created: string, targets: string, backend = 'name: otel') => `
apiVersion: gateway.networking.x-k8s.io/v1alpha1
kind: XTelemetryPolicy
metadata: {name: ${name}, namespace: app, creationTimestamp: "${created}"}
spec:
  targetRefs: [${targets}]
  tracing: {mode: Enabled, provider: {backendRef: {port: 4317, ${backend}}}}
`;
const to = (name: string) => `{group: gateway.networking.k8s.io, kind: Gateway, name: ${name}}`;

function ancestorsOf(name: string, ...documents: readonly string[]) {
  const files = [{ name: 'a.yaml', text: [...documents, service].join('---') }];
  const options = optionsWith({ channel: 'experimental' });
  const found = statusOf(files, options, schemas, 'envoy').find(({ id }) => id.name === name);
  if (found?.kind !== 'XTelemetryPolicy') throw new Error('no status of the policy');
  return found.status.ancestors.map(({ ancestorRef, conditions }) => [
    ancestorRef['name'],
    ...conditions.map(({ type, status, reason }) => `${type}=${status} ${reason}`),
  ]);
}

const fine = ['Accepted=True Accepted', 'ResolvedRefs=True ResolvedRefs'];

test('a policy is accepted', () => {
  const only = policy('p', '2026-01-01T00:00:00Z', to('g'));
  expect(ancestorsOf('p', gateway('g'), only)).toEqual([['g', ...fine]]);
});

test('the older policy is in force, for each Gateway by itself', () => {
  const older = policy('older', '2026-01-01T00:00:00Z', to('g'));
  const later = policy('later', '2026-01-02T00:00:00Z', `${to('g')}, ${to('h')}`);
  const all = [gateway('g'), gateway('h'), later, older];
  expect(ancestorsOf('older', ...all)).toEqual([['g', ...fine]]);
  expect(ancestorsOf('later', ...all)).toEqual([
    ['g', 'Accepted=False Conflicted', 'ResolvedRefs=True ResolvedRefs'],
    ['h', ...fine],
  ]);
});

test('of two policies of an age the first by name is in force', () => {
  const a = policy('a', '2026-01-01T00:00:00Z', to('g'));
  const b = policy('b', '2026-01-01T00:00:00Z', to('g'));
  expect(ancestorsOf('b', gateway('g'), b, a)[0]?.[1]).toBe('Accepted=False Conflicted');
});

test('a Gateway that is not there', () => {
  const lost = policy('p', '2026-01-01T00:00:00Z', to('gone'));
  expect(ancestorsOf('p', gateway('g'), lost)[0]).toEqual([
    'gone',
    'Accepted=False TargetNotFound',
    'ResolvedRefs=True ResolvedRefs',
  ]);
});

test.each([
  ['name: gone', 'BackendNotFound'],
  ['name: otel, namespace: other', 'RefNotPermitted'],
  ['name: otel, group: a.test, kind: B', 'InvalidKind'],
])('a provider {%s}', (backend, reason) => {
  const broken = policy('p', '2026-01-01T00:00:00Z', to('g'), backend);
  expect(ancestorsOf('p', gateway('g'), broken)).toEqual([
    ['g', 'Accepted=True Accepted', `ResolvedRefs=False ${reason}`],
  ]);
});
