import { atField, type Report } from '../diagnostics/diagnostic.ts';
import { originOf, type ParentReference, type Resource, type RouteSpec } from '../model/index.ts';
import { originAt } from '../source/place.ts';
import { objectKey, type ObjectIndex } from './object-index.ts';

/** Whether a parentRef is for a mesh: the route is about requests to a Service, wherever they come from (GEP-1294). */
export function isMeshParent({ group, kind }: ParentReference): boolean {
  return group === '' && kind === 'Service';
}

/** Positions of the parentRefs for a mesh. A gateway has no part in them, which is said where they stand. */
export function meshParents(
  { id, spec, ...route }: Resource<RouteSpec>,
  { services }: ObjectIndex,
  report: Report,
): readonly number[] {
  return (spec.parentRefs ?? []).flatMap((ref, position) => {
    if (!isMeshParent(ref)) return [];
    const origin = originOf({ id, spec, ...route }, 'spec', 'parentRefs', position);
    const service = objectKey(ref.namespace ?? id.namespace, ref.name);
    if (!services.has(service))
      report(
        atField('resolve/parent-not-found', originAt(origin, 'name'), {
          parent: `Service ${service}`,
        }),
      );
    report(atField('resolve/mesh-parent', origin, { service }));
    return [position];
  });
}
