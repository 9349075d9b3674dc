import { originOf, type Resource, type ResourceSet } from '../model/index.ts';
import type { FieldPath } from '../source/field-path.ts';
import type { Origin, ResourceId } from '../source/place.ts';

/** A reference to an object of another namespace. */
export interface CrossReference {
  readonly from: ResourceId;
  readonly to: ResourceId;
  readonly origin: Origin;
}

type Side = Pick<ResourceId, 'group' | 'kind' | 'namespace'>;

/** References that only a ReferenceGrant can permit. Those to parents are permitted by the parents. */
export function crossReferences(resources: ResourceSet): readonly CrossReference[] {
  const found: CrossReference[] = [];
  const all: readonly Resource<unknown>[] = [
    ...resources.gateways,
    ...resources.httpRoutes,
    ...resources.grpcRoutes,
    ...resources.tlsRoutes,
    ...resources.tcpRoutes,
    ...resources.udpRoutes,
    ...resources.otherKinds,
  ];
  for (const resource of all) walk(resource, resource.spec, ['spec'], found);
  return found;
}

// Whatever has kind, name and another namespace is a reference; fields that come with later releases are too.
function walk(
  resource: Resource<unknown>,
  value: unknown,
  path: FieldPath,
  found: CrossReference[],
): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    value.forEach((each, position) => {
      walk(resource, each, [...path, position], found);
    });
    return;
  }
  const to = referenceIn(value);
  if (to !== null && to.namespace !== resource.id.namespace)
    found.push({ from: resource.id, to, origin: originOf(resource, ...path) });
  for (const [key, each] of Object.entries(value))
    if (key !== 'parentRefs' && key !== 'parentRef') walk(resource, each, [...path, key], found);
}

function referenceIn(value: object): ResourceId | null {
  if (!('name' in value && 'namespace' in value && 'kind' in value)) return null;
  const { name, namespace, kind } = value;
  const group = 'group' in value ? value.group : '';
  if (typeof name !== 'string' || typeof namespace !== 'string') return null;
  if (typeof kind !== 'string' || typeof group !== 'string') return null;
  return { group, kind, namespace, name };
}

/**
 * Keys of the permissions that allow a reference: that for the one object, and that for all of its kind. Of a
 * permission itself, the first.
 */
export function permissionKeys(
  from: Side,
  to: Side & { readonly name: string | null },
): readonly string[] {
  const keyOf = (name: string | null): string =>
    JSON.stringify([from.group, from.kind, from.namespace, to.group, to.kind, to.namespace, name]);
  return [keyOf(to.name), keyOf(null)];
}
