import { atField, type Report } from '../diagnostics/diagnostic.ts';
import { describeResource, type Origin, type ResourceId } from '../source/place.ts';
import type { ObjectIndex } from './object-index.ts';

/**
 * Whether `from` may refer to `to` (ReferenceGrant, GEP-709). The answer does not depend on whether
 * `to` exists, so that nobody can probe other namespaces.
 */
export function isPermitted(index: ObjectIndex, from: ResourceId, to: ResourceId): boolean {
  if (from.namespace === to.namespace) return true;
  const grants = index.grantsByNamespace.get(to.namespace) ?? [];
  return grants.some(
    ({ spec }) =>
      spec.from.some(
        (side) =>
          side.group === from.group && side.kind === from.kind && side.namespace === from.namespace,
      ) &&
      spec.to.some(
        (side) =>
          side.group === to.group &&
          side.kind === to.kind &&
          // An empty name counts as none: the API treats optional strings alike.
          (side.name === undefined || side.name === '' || side.name === to.name),
      ),
  );
}

/** Like `isPermitted`, and reports the refusal at the reference. */
export function checkPermitted(
  index: ObjectIndex,
  to: ResourceId,
  origin: Origin,
  report: Report,
): boolean {
  const from = origin.resource;
  if (isPermitted(index, from, to)) return true;
  report(
    atField('resolve/reference-not-permitted', origin, {
      from: describeResource(from),
      to: describeResource(to),
      namespace: to.namespace,
    }),
  );
  return false;
}
