import { expect, test } from 'vitest';
import type { ReferenceGrantSpec, Resource } from '../model/index.ts';
import type { ResourceId } from '../source/place.ts';
import { isPermitted } from './grants.ts';
import type { ObjectIndex } from './object-index.ts';

const group = 'gateway.networking.k8s.io';
const from: ResourceId = { group, kind: 'HTTPRoute', namespace: 'shop', name: 'front' };
const to: ResourceId = { group: '', kind: 'Service', namespace: 'payments', name: 'pay' };

function indexWith(namespace: string, spec: ReferenceGrantSpec): ObjectIndex {
  const grant: Resource<ReferenceGrantSpec> = {
    id: { group, kind: 'ReferenceGrant', namespace, name: 'grant' },
    meta: { labels: new Map(), annotations: new Map(), creationTimestamp: null, generation: 0 },
    spec,
    document: { file: 'x.yaml', index: 0, item: null, start: 0, end: 0 },
  };
  return {
    gateways: new Map(),
    services: new Map(),
    slicesByService: new Map(),
    secrets: new Map(),
    producersBySecret: new Map(),
    grantsByNamespace: new Map([[namespace, [grant]]]),
    namespaces: new Map(),
  };
}

const fromSide = { group, kind: 'HTTPRoute', namespace: 'shop' };
const toSide = { group: '', kind: 'Service' };

test('references within a namespace need no grant', () => {
  const index = indexWith('elsewhere', { from: [fromSide], to: [toSide] });
  expect(isPermitted(index, from, { ...to, namespace: 'shop' })).toBe(true);
});

// Only the full match passes: each row but the first three has exactly one thing wrong.
test.each([
  ['all of the kind', 'payments', fromSide, toSide, true],
  ['this name', 'payments', fromSide, { ...toSide, name: 'pay' }, true],
  ['an empty name, which is no name', 'payments', fromSide, { ...toSide, name: '' }, true],
  ['another name', 'payments', fromSide, { ...toSide, name: 'other' }, false],
  ['another target kind', 'payments', fromSide, { ...toSide, kind: 'Secret' }, false],
  ['another target group', 'payments', fromSide, { ...toSide, group: 'x.io' }, false],
  ['another source kind', 'payments', { ...fromSide, kind: 'GRPCRoute' }, toSide, false],
  ['another source group', 'payments', { ...fromSide, group: '' }, toSide, false],
  ['another source namespace', 'payments', { ...fromSide, namespace: 'web' }, toSide, false],
  ['the namespace of the source', 'shop', fromSide, toSide, false],
  ['a third namespace', 'infra', fromSide, toSide, false],
] as const)('a grant for %s', (_, namespace, source, target, expected) => {
  const index = indexWith(namespace, { from: [source], to: [target] });
  expect(isPermitted(index, from, to)).toBe(expected);
});

test('sides of different grants do not add up', () => {
  const index = indexWith('payments', {
    from: [{ ...fromSide, namespace: 'web' }],
    to: [toSide],
  });
  expect(isPermitted(index, from, to)).toBe(false);
});
