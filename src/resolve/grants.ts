import { atField, type Report } from '../diagnostics/diagnostic.ts';
import type { ReferenceGrantSpec, Resource } from '../model/index.ts';
import { describeResource, type Origin, type ResourceId } from '../source/place.ts';

/** What all ReferenceGrants together permit, ready for look-ups in constant time. */
export type Grants = ReadonlySet<string>;

/** The namespace that grants, and the two sides. */
interface Permission {
  readonly namespace: string;
  readonly from: Pick<ResourceId, 'group' | 'kind' | 'namespace'>;
  /** `name` is null for all of the kind. */
  readonly to: { readonly group: string; readonly kind: string; readonly name: string | null };
}

/** One entry for each pair of sides of a grant; a grant has at most 16 of each. */
export function indexGrants(grants: readonly Resource<ReferenceGrantSpec>[]): Grants {
  const permissions = new Set<string>();
  for (const { id, spec } of grants)
    for (const from of spec.from)
      for (const to of spec.to) {
        // An empty name counts as none: the API treats optional strings alike.
        const name = to.name === undefined || to.name === '' ? null : to.name;
        permissions.add(keyOf({ namespace: id.namespace, from, to: { ...to, name } }));
      }
  return permissions;
}

/**
 * Whether `from` may refer to `to` (ReferenceGrant, GEP-709). The answer does not depend on whether
 * `to` exists, so that nobody can probe other namespaces.
 */
export function isPermitted(grants: Grants, from: ResourceId, to: ResourceId): boolean {
  const { namespace } = to;
  return (
    from.namespace === namespace ||
    grants.has(keyOf({ namespace, from, to })) ||
    grants.has(keyOf({ namespace, from, to: { ...to, name: null } }))
  );
}

// JSON, because no text in one part can then pass for another part.
function keyOf({ namespace, from, to }: Permission): string {
  return JSON.stringify([
    namespace,
    from.group,
    from.kind,
    from.namespace,
    to.group,
    to.kind,
    to.name,
  ]);
}

/** Like `isPermitted`, and reports the refusal at the reference. */
export function checkPermitted(
  grants: Grants,
  to: ResourceId,
  origin: Origin,
  report: Report,
): boolean {
  const from = origin.resource;
  if (isPermitted(grants, from, to)) return true;
  report(
    atField('resolve/reference-not-permitted', origin, {
      from: describeResource(from),
      to: describeResource(to),
      namespace: to.namespace,
    }),
  );
  return false;
}
