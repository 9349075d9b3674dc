import { expect, test } from 'vitest';
import type { ReferenceGrantSpec } from '../model/index.ts';
import type { ResourceId } from '../source/place.ts';
import { indexGrants, isPermitted, type Grants } from './grants.ts';

const group = 'gateway.networking.k8s.io';
const from: ResourceId = { group, kind: 'HTTPRoute', namespace: 'shop', name: 'front' };
const to: ResourceId = { group: '', kind: 'Service', namespace: 'payments', name: 'pay' };

function grantsOf(
  ...specs: readonly (readonly [namespace: string, spec: ReferenceGrantSpec])[]
): Grants {
  return indexGrants(
    specs.map(([namespace, spec], position) => ({
      id: { group, kind: 'ReferenceGrant', namespace, name: `grant-${position}` },
      meta: { labels: new Map(), annotations: new Map(), creationTimestamp: null, generation: 0 },
      spec,
      document: { file: 'x.yaml', index: position, item: null, start: 0, end: 0 },
    })),
  );
}

const fromSide = { group, kind: 'HTTPRoute', namespace: 'shop' };
const toSide = { group: '', kind: 'Service' };

test('references within a namespace need no grant', () => {
  expect(isPermitted(grantsOf(), from, { ...to, namespace: 'shop' })).toBe(true);
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
  const grants = grantsOf([namespace, { from: [source], to: [target] }]);
  expect(isPermitted(grants, from, to)).toBe(expected);
});

test('sides of different grants do not add up', () => {
  const grants = grantsOf(
    ['payments', { from: [{ ...fromSide, namespace: 'web' }], to: [toSide] }],
    ['payments', { from: [fromSide], to: [{ ...toSide, kind: 'Secret' }] }],
  );
  expect(isPermitted(grants, from, to)).toBe(false);
});

test('each side of a grant goes with each', () => {
  const grants = grantsOf([
    'payments',
    {
      from: [{ ...fromSide, namespace: 'web' }, fromSide],
      to: [{ ...toSide, kind: 'Secret' }, toSide],
    },
  ]);
  expect(isPermitted(grants, from, to)).toBe(true);
});
