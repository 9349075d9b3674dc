import type { Report } from '../diagnostics/diagnostic.ts';
import type { Resource, RouteSpec } from '../model/index.ts';
import type { Origin } from '../source/place.ts';
import type { Attachment } from './attachment.ts';
import { sorted } from '../util/sorted.ts';
import { meshParents } from './mesh-parents.ts';
import type { ObjectIndex } from './object-index.ts';
import type { RouteParent } from './route-parent.ts';

/** In the order of `parentRefs`; default Gateways come last. */
export function routeParents(
  route: Resource<RouteSpec>,
  attachments: readonly Attachment[],
  index: ObjectIndex,
  report: Report,
): readonly RouteParent[] {
  const own = attachments.map(({ parent, ref, origin }) => ({
    resource: parent.resource,
    ref,
    origin,
  }));
  return sorted(
    own.concat(meshParents(route, index, report)),
    (a, b) => positionOf(a.origin) - positionOf(b.origin),
  );
}

function positionOf({ path }: Origin): number {
  const position = path[2];
  return typeof position === 'number' ? position : Number.MAX_SAFE_INTEGER;
}
