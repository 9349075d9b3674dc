import { atField, type Report } from '../diagnostics/diagnostic.ts';
import { hostname as toHostname } from '../ir/index.ts';
import { originOf, type RouteSpec, type ParentReference, type Resource } from '../model/index.ts';
import { describeResource, originAt, type Origin, type ResourceId } from '../source/place.ts';
import { intersect, type HostPattern } from './hostnames.ts';
import type { ResolvedListener } from './listeners.ts';
import { gatewayGroup } from './listener-protocols.ts';
import { isMeshParent } from './mesh-parents.ts';
import { namespaceMatches, objectKey, type ObjectIndex } from './object-index.ts';

/** A Gateway that routes can attach to. */
export interface Parent {
  readonly resource: ResourceId;
  readonly listeners: readonly ResolvedListener[];
}

/** One of a route's hostnames on one listener. */
export interface HostAttachment {
  readonly listener: ResolvedListener;
  /** Hosts that reach the route here. */
  readonly hosts: HostPattern;
  /** As the route wrote it: decides precedence where intersections are equal. */
  readonly original: HostPattern;
}

export interface Attachment {
  readonly parent: Parent;
  /** Of the parentRef in the route's list. */
  readonly position: number;
  readonly hosts: readonly HostAttachment[];
}

export interface AttachmentContext {
  readonly index: ObjectIndex;
  /** The Gateways that are compiled, by `namespace/name`. */
  readonly parents: ReadonlyMap<string, Parent>;
  readonly report: Report;
}

/**
 * Where a route attaches: for each parentRef to a compiled Gateway, what is left after all of the
 * listeners' conditions, which may be nothing.
 */
export function attachRoute(
  route: Resource<RouteSpec>,
  context: AttachmentContext,
): readonly Attachment[] {
  const refs = route.spec.parentRefs ?? [];
  if (refs.length === 0) context.report(atField('resolve/no-parent', originOf(route, 'spec'), {}));
  return refs.flatMap((ref, position) => {
    if (isMeshParent(ref)) return [];
    const origin = originOf(route, 'spec', 'parentRefs', position);
    const parent = parentOf(ref, route.id, origin, context);
    if (parent === null) return [];
    return [{ parent, position, hosts: attachToParent(route, ref, { parent, origin, context }) }];
  });
}

function parentOf(
  ref: ParentReference,
  route: ResourceId,
  origin: Origin,
  { index, parents, report }: AttachmentContext,
): Parent | null {
  if (ref.group !== gatewayGroup || ref.kind !== 'Gateway') {
    const kind = ref.group === '' ? ref.kind : `${ref.group}/${ref.kind}`;
    report(atField('resolve/unsupported-parent', originAt(origin, 'kind'), { kind }));
    return null;
  }
  const key = objectKey(ref.namespace ?? route.namespace, ref.name);
  const parent = parents.get(key);
  // A Gateway that exists but was not selected is somebody else's business.
  if (parent === undefined && !index.gateways.has(key))
    report(atField('resolve/parent-not-found', origin, { parent: `Gateway ${key}` }));
  return parent ?? null;
}

interface Attempt {
  readonly parent: Parent;
  readonly origin: Origin;
  readonly context: AttachmentContext;
}

function attachToParent(
  route: Resource<RouteSpec>,
  ref: ParentReference,
  { parent, origin, context }: Attempt,
): readonly HostAttachment[] {
  const name = describeResource(parent.resource);
  const wanted = parent.listeners.filter(
    ({ spec }) =>
      (ref.sectionName === undefined || ref.sectionName === spec.name) &&
      (ref.port === undefined || ref.port === spec.port),
  );
  if (wanted.length === 0) {
    const section = ref.sectionName === undefined ? '' : `named ${ref.sectionName}`;
    const port = ref.port === undefined ? '' : ` on port ${String(ref.port)}`;
    const args = { parent: name, wanted: `${section}${port}`.trim() || 'at all' };
    context.report(atField('resolve/no-matching-parent', origin, args));
    return [];
  }
  const refusals = wanted.map((listener) => refusalOf(listener, route.id, parent, context.index));
  const allowed = wanted.filter((_, position) => refusals[position] === null);
  if (allowed.length === 0) {
    const why = refusals.find((refusal) => refusal !== null) ?? '';
    const related = wanted.map((each) => ({
      origin: each.origin,
      note: `listener ${each.spec.name}`,
    }));
    context.report(atField('resolve/not-allowed', origin, { parent: name, why }, { related }));
    return [];
  }
  const hosts = allowed.flatMap((listener) => hostsOn(listener, route.spec.hostnames ?? []));
  if (hosts.length === 0)
    context.report(atField('resolve/no-matching-hostname', origin, { parent: name }));
  return hosts;
}

/** Why a listener does not take a route (`allowedRoutes`), or null when it does. */
function refusalOf(
  listener: ResolvedListener,
  route: ResourceId,
  parent: Parent,
  index: ObjectIndex,
): string | null {
  if (!listener.routeKinds.has(`${route.group}/${route.kind}`))
    return `listener ${listener.spec.name} takes no ${route.kind}`;
  const { from, selector } = listener.spec.allowedRoutes.namespaces;
  const known = index.namespaces.has(route.namespace);
  switch (from) {
    case 'All':
      return null;
    case 'Same':
      return route.namespace === parent.resource.namespace
        ? null
        : `listener ${listener.spec.name} takes routes of namespace ${parent.resource.namespace} only`;
    case 'Selector':
      if (selector !== undefined && namespaceMatches(index, route.namespace, selector)) return null;
      return known
        ? `the labels of namespace ${route.namespace} do not fit the selector`
        : `Namespace ${route.namespace} is not in the input, so its labels are unknown`;
    case 'None':
      return `listener ${listener.spec.name} takes no routes`;
  }
}

function hostsOn(
  listener: ResolvedListener,
  hostnames: readonly string[],
): readonly HostAttachment[] {
  const originals = hostnames.length === 0 ? [null] : hostnames.map(toHostname);
  return originals.flatMap((original) => {
    const both = intersect(listener.hostname, original);
    return both.kind === 'none' ? [] : [{ listener, hosts: both.pattern, original }];
  });
}
