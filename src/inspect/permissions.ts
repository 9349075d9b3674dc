import type { ReferenceGrantSpec, Resource, ResourceSet } from '../model/index.ts';
import { needsGrant, permissionKeys, referencesOf, type Reference } from '../resolve/references.ts';
import type { ResourceId } from '../source/place.ts';
import type { JudgedReference, Permission } from './model.ts';

/** All references of the input, each with what permits it and whether it leads anywhere. */
export function judgeReferences(
  resources: ResourceSet,
  exists: (id: ResourceId) => boolean,
): readonly JudgedReference[] {
  const grants = grantsByKey(resources.referenceGrants);
  return referencesOf(resources).map((reference) => ({
    ...reference,
    exists: exists(reference.to),
    permission: permissionOf(reference, grants),
  }));
}

function permissionOf(reference: Reference, grants: ReadonlyMap<string, ResourceId>): Permission {
  if (!needsGrant(reference)) return { kind: 'not-needed' };
  const [one, all] = permissionKeys(reference.from, reference.to);
  const by = grants.get(one) ?? grants.get(all);
  return by === undefined ? { kind: 'missing' } : { kind: 'granted', by };
}

function grantsByKey(
  grants: readonly Resource<ReferenceGrantSpec>[],
): ReadonlyMap<string, ResourceId> {
  const found = new Map<string, ResourceId>();
  for (const { id, spec } of grants)
    for (const from of spec.from)
      for (const to of spec.to) {
        const name = to.name === undefined || to.name === '' ? null : to.name;
        const [key] = permissionKeys(from, { ...to, name, namespace: id.namespace });
        if (!found.has(key)) found.set(key, id);
      }
  return found;
}

/** A ReferenceGrant that would permit references that nothing permits. */
export interface MissingGrant {
  readonly apiVersion: string;
  readonly kind: 'ReferenceGrant';
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: ReferenceGrantSpec;
}

/** One grant for each namespace and each kind that refers to it; it names the objects, and no others. */
export function missingGrants(references: readonly JudgedReference[]): readonly MissingGrant[] {
  const groups = new Map<string, JudgedReference[]>();
  for (const reference of references) {
    if (reference.permission.kind !== 'missing') continue;
    const { from, to } = reference;
    const key = JSON.stringify([to.namespace, from.group, from.kind, from.namespace]);
    groups.set(key, [...(groups.get(key) ?? []), reference]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { group: fromGroup, kind, namespace } = first.from;
    const targets = new Map(group.map(({ to }) => [`${to.group}/${to.kind}/${to.name}`, to]));
    return [
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'ReferenceGrant',
        metadata: {
          name: `${kind.toLowerCase()}s-of-${namespace}`.slice(0, 63),
          namespace: first.to.namespace,
        },
        spec: {
          from: [{ group: fromGroup, kind, namespace }],
          to: [...targets.values()].map((to) => ({
            group: to.group,
            kind: to.kind,
            name: to.name,
          })),
        },
      } satisfies MissingGrant,
    ];
  });
}
