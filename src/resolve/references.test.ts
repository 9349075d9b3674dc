import { expect, test } from 'vitest';
import { origin } from '../../test/support/ir.ts';
import type { Resource, ResourceSet } from '../model/index.ts';
import { needsGrant, permissionKeys, referencesOf, type Reference } from './references.ts';

const gatewayGroup = 'gateway.networking.k8s.io';

function object(kind: string, spec: object, group = gatewayGroup): Resource<unknown> {
  const id = { group, kind, namespace: 'app', name: 'x' };
  const meta = {
    labels: new Map(),
    annotations: new Map(),
    creationTimestamp: null,
    generation: 0,
  };
  return { id, meta, spec, document: origin(id).document };
}

function outline(...objects: readonly Resource<unknown>[]): readonly string[] {
  const set = { first: objects.slice(0, 1), rest: objects.slice(1) } as unknown as ResourceSet;
  return referencesOf(set).map(lineOf);
}

function lineOf({ from, to, role, section, origin: { path } }: Reference): string {
  const target = `${to.group}/${to.kind} ${to.namespace}/${to.name}`;
  return `${from.kind} ${path.join('.')} ${role} ${target} ${section ?? '-'}`;
}

const service = { group: '', kind: 'Service', name: 's' };

test.each<readonly [string, string, object, readonly string[]]>([
  [
    'the class of a Gateway',
    'Gateway',
    { gatewayClassName: 'c', other: 'd' },
    [`Gateway spec.gatewayClassName class ${gatewayGroup}/GatewayClass /c -`],
  ],
  [
    'parents with their sections and ports',
    'HTTPRoute',
    {
      parentRefs: [
        { group: gatewayGroup, kind: 'Gateway', name: 'g', namespace: 'infra', sectionName: 'web' },
        { group: gatewayGroup, kind: 'Gateway', name: 'g', port: 80 },
        { group: gatewayGroup, kind: 'Gateway', name: 'g', port: '80', sectionName: 1 },
      ],
    },
    [
      `HTTPRoute spec.parentRefs.0 parent ${gatewayGroup}/Gateway infra/g web`,
      `HTTPRoute spec.parentRefs.1 parent ${gatewayGroup}/Gateway app/g 80`,
      `HTTPRoute spec.parentRefs.2 parent ${gatewayGroup}/Gateway app/g -`,
    ],
  ],
  [
    'backends of rules and of their filters',
    'HTTPRoute',
    {
      rules: [
        {
          backendRefs: [
            { ...service, port: 80, filters: [{ requestMirror: { backendRef: service } }] },
          ],
          matches: [{ headers: [{ name: 'a', value: 'b' }] }],
        },
      ],
    },
    [
      'HTTPRoute spec.rules.0.backendRefs.0 backend /Service app/s 80',
      'HTTPRoute spec.rules.0.backendRefs.0.filters.0.requestMirror.backendRef backend /Service app/s -',
    ],
  ],
  [
    'the parent of a ListenerSet',
    'ListenerSet',
    { parentRef: { group: gatewayGroup, kind: 'Gateway', name: 'g' } },
    [`ListenerSet spec.parentRef parent ${gatewayGroup}/Gateway app/g -`],
  ],
  [
    'certificates and authorities',
    'Gateway',
    {
      certificateRefs: [{ group: '', kind: 'Secret', name: 'c' }],
      clientCertificateRef: { kind: 'Secret', name: 'd' },
      caCertificateRefs: [{ group: 'certificates.k8s.io', kind: 'ClusterTrustBundle', name: 'b' }],
    },
    [
      'Gateway spec.certificateRefs.0 certificate /Secret app/c -',
      'Gateway spec.clientCertificateRef certificate /Secret app/d -',
      'Gateway spec.caCertificateRefs.0 authority certificates.k8s.io/ClusterTrustBundle /b -',
    ],
  ],
  [
    'targets of policies, and what no field of ours names',
    'BackendTLSPolicy',
    { targetRefs: [service], later: { kind: 'Namespace', name: 'n', namespace: 'm' } },
    [
      'BackendTLSPolicy spec.targetRefs.0 target /Service app/s -',
      'BackendTLSPolicy spec.later other /Namespace /n -',
    ],
  ],
  [
    'nothing that only looks like a reference',
    'HTTPRoute',
    {
      a: { kind: 1, name: 'n' },
      b: { kind: 'K', name: 2 },
      c: { kind: 'K' },
      d: { name: 'n' },
      e: { kind: 'K', name: 'n', group: 3 },
      f: { kind: 'K', name: 'n', namespace: null },
      gatewayClassName: 4,
      g: null,
      h: 'text',
    },
    [],
  ],
])('%s', (_, kind, spec, expected) => {
  expect(outline(object(kind, spec))).toEqual(expected);
});

test('a grant makes none, nor do objects of other groups', () => {
  const refs = { backendRefs: [service] };
  expect(
    outline(
      object('ReferenceGrant', refs),
      object('Service', refs, ''),
      object('Route', refs, 'gateway.networking.y-k8s.io'),
      object('XBackend', refs, 'gateway.networking.x-k8s.io'),
    ),
  ).toEqual(['XBackend spec.backendRefs.0 backend /Service app/s -']);
});

test.each([
  ['backend', 'other', true],
  ['backend', 'app', false],
  ['backend', '', false],
  ['parent', 'other', false],
] as const)('a %s of namespace %j needs a grant: %s', (role, namespace, expected) => {
  const from = { group: gatewayGroup, kind: 'HTTPRoute', namespace: 'app', name: 'x' };
  const to = { group: '', kind: 'Service', namespace, name: 's' };
  expect(needsGrant({ from, to, role })).toBe(expected);
});

test('permissions are for one object, or for all of a kind', () => {
  const from = { group: gatewayGroup, kind: 'HTTPRoute', namespace: 'app' };
  const to = { group: '', kind: 'Service', namespace: 'b' };
  const [one, all] = permissionKeys(from, { ...to, name: 's' });
  expect(one).not.toBe(all);
  expect(permissionKeys(from, { ...to, name: null })[0]).toBe(all);
  expect(permissionKeys({ ...from, kind: 'GRPCRoute' }, { ...to, name: 's' })[0]).not.toBe(one);
});
