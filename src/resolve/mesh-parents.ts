import { atField, type Report } from '../diagnostics/diagnostic.ts';
import { originOf, type ParentReference, type Resource, type RouteSpec } from '../model/index.ts';
import { originAt } from '../source/place.ts';
import { objectKey, type ObjectIndex } from './object-index.ts';
import type { RouteParent } from './route-parent.ts';

/** Whether a parentRef is for a mesh: the route is about requests to a Service, wherever they come from (GEP-1294). */
export function isMeshParent({ group, kind }: ParentReference): boolean {
  return group === '' && kind === 'Service';
}

/** The parentRefs for a mesh. A gateway has no part in them, which is said where they stand. */
export function meshParents(
  route: Resource<RouteSpec>,
  { services }: ObjectIndex,
  report: Report,
): readonly RouteParent[] {
  return (route.spec.parentRefs ?? []).flatMap((ref, position) => {
    if (!isMeshParent(ref)) return [];
    const { group, kind, namespace = route.id.namespace, name } = ref;
    const origin = originOf(route, 'spec', 'parentRefs', position);
    const service = objectKey(namespace, name);
    if (!services.has(service))
      report(
        atField('resolve/parent-not-found', originAt(origin, 'name'), {
          parent: `Service ${service}`,
        }),
      );
    report(atField('resolve/mesh-parent', origin, { service }));
    return [{ resource: { group, kind, namespace, name }, ref, origin }];
  });
}
