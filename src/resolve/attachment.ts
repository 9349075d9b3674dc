import { atField, type Diagnostic, type Report } from '../diagnostics/diagnostic.ts';
import { hostname as toHostname } from '../ir/index.ts';
import type { Resource, RouteSpec } from '../model/index.ts';
import { describeResource, type ResourceId } from '../source/place.ts';
import { namespaceRefusal } from './allowed-namespaces.ts';
import { intersect, type HostPattern } from './hostnames.ts';
import type { ResolvedListener } from './listeners.ts';
import type { ObjectIndex } from './object-index.ts';
import { parentsOf, type Parent, type Parents, type ParentUse } from './parents.ts';

/** One of a route's hostnames on one listener. */
export interface HostAttachment {
  readonly listener: ResolvedListener;
  /** Hosts that reach the route here. */
  readonly hosts: HostPattern;
  /** As the route wrote it: decides precedence where intersections are equal. */
  readonly original: HostPattern;
}

export interface Attachment extends ParentUse {
  readonly hosts: readonly HostAttachment[];
}

export interface AttachmentContext {
  readonly index: ObjectIndex;
  readonly parents: Parents;
  readonly refusals: Refusals;
  readonly report: Report;
}

/** Why a listener of a parent does not take a route (`allowedRoutes`), or null when it does. */
export type Refusals = (
  listener: ResolvedListener,
  route: ResourceId,
  parent: Parent,
) => string | null;

/**
 * Where a route attaches: for each compiled parent that it names, what is left after all of the listeners'
 * conditions, which may be nothing.
 */
export function attachRoute(
  route: Resource<RouteSpec>,
  context: AttachmentContext,
): readonly Attachment[] {
  const { parents, index, report } = context;
  const { named, byDefault } = parentsOf(route, parents, index, report);
  const attached = attachAll(route, named, context);
  return byDefault.length === 0
    ? attached
    : attached.concat(attachByDefault(route, byDefault, context));
}

function attachAll(
  route: Resource<RouteSpec>,
  uses: readonly ParentUse[],
  context: AttachmentContext,
): readonly Attachment[] {
  return uses.map((use) => {
    const { parent, ref, origin } = use;
    return { parent, ref, origin, hosts: attachToParent(route, use, context) };
  });
}

/** Some default Gateways may be for other routes: only that none of them takes a route is wrong (GEP-3793). */
function attachByDefault(
  route: Resource<RouteSpec>,
  uses: readonly ParentUse[],
  context: AttachmentContext,
): readonly Attachment[] {
  const refusals: Diagnostic[] = [];
  const report = (refusal: Diagnostic): void => void refusals.push(refusal);
  const attachments = attachAll(route, uses, { ...context, report });
  const isTaken = attachments.some(({ hosts }) => hosts.length > 0);
  for (const refusal of refusals)
    context.report(isTaken ? { ...refusal, severity: 'info' } : refusal);
  return attachments;
}

function attachToParent(
  route: Resource<RouteSpec>,
  { parent, ref, origin }: ParentUse,
  context: AttachmentContext,
): readonly HostAttachment[] {
  const wanted = parent.listeners.filter(
    ({ spec }) =>
      (ref.sectionName === undefined || ref.sectionName === spec.name) &&
      (ref.port === undefined || ref.port === spec.port),
  );
  if (wanted.length === 0) {
    const section = ref.sectionName === undefined ? '' : `named ${ref.sectionName}`;
    const port = ref.port === undefined ? '' : ` on port ${String(ref.port)}`;
    const args = {
      parent: describeResource(parent.resource),
      wanted: `${section}${port}`.trim() || 'at all',
    };
    context.report(atField('resolve/no-matching-parent', origin, args));
    return [];
  }
  const refusals = wanted.map((listener) => context.refusals(listener, route.id, parent));
  const allowed = wanted.filter((_, position) => refusals[position] === null);
  if (allowed.length === 0) {
    const why = refusals.find((refusal) => refusal !== null) ?? '';
    const related = wanted.map((each) => ({
      origin: each.origin,
      note: `listener ${each.spec.name}`,
    }));
    const args = { parent: describeResource(parent.resource), why };
    context.report(atField('resolve/not-allowed', origin, args, { related }));
    return [];
  }
  const { hostnames = [] } = route.spec;
  const originals = hostnames.length === 0 ? [null] : hostnames.map(toHostname);
  const hosts = allowed.flatMap((listener) => hostsOn(listener, originals));
  if (hosts.length === 0) {
    const args = { parent: describeResource(parent.resource) };
    context.report(atField('resolve/no-matching-hostname', origin, args));
  }
  return hosts;
}

/** Refusals that are found once for all routes of one kind and namespace. */
export function makeRefusals(index: ObjectIndex): Refusals {
  const known = new Map<ResolvedListener, Map<string, string | null>>();
  return (listener, route, parent) => {
    const ofListener = known.get(listener) ?? new Map<string, string | null>();
    known.set(listener, ofListener);
    const key = `${route.group}/${route.kind} ${route.namespace}`;
    const found = ofListener.get(key);
    if (found !== undefined) return found;
    const refusal = refusalOf(listener, route, parent, index);
    ofListener.set(key, refusal);
    return refusal;
  };
}

function refusalOf(
  listener: ResolvedListener,
  route: ResourceId,
  parent: Parent,
  index: ObjectIndex,
): string | null {
  if (!listener.routeKinds.has(`${route.group}/${route.kind}`))
    return `listener ${listener.spec.name} takes no ${route.kind}`;
  const guard = {
    allowed: listener.spec.allowedRoutes.namespaces,
    name: `listener ${listener.spec.name}`,
    takes: 'routes',
    namespace: parent.resource.namespace,
  };
  return namespaceRefusal(guard, route.namespace, index);
}

function hostsOn(
  listener: ResolvedListener,
  originals: readonly HostPattern[],
): readonly HostAttachment[] {
  return originals.flatMap((original) => {
    const both = intersect(listener.hostname, original);
    return both.kind === 'none' ? [] : [{ listener, hosts: both.pattern, original }];
  });
}
