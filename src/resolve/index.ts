import { atField, type Diagnostic, type Report, type Staged } from '../diagnostics/diagnostic.ts';
import type { Ir } from '../ir/index.ts';
import { originOf, type Resource, type ResourceSet, type RouteSpec } from '../model/index.ts';
import { describeResource, type ResourceId } from '../source/place.ts';
import { makeAttachedCounts } from './attached-counts.ts';
import { makeAttachedRoutes } from './attached-routes.ts';
import { makeAttachedStreams } from './attached-streams.ts';
import {
  attachRoute,
  makeRefusals,
  type Attachment,
  type AttachmentContext,
} from './attachment.ts';
import { resolveBackendTls } from './backend-tls.ts';
import { makeBackendResolver, noBackends, type BackendResolver } from './backends.ts';
import type { RequestKind } from './request-kind.ts';
import { buildGateway } from './gateway-ir.ts';
import { allListeners, resolveGateways, type ResolvedGateway } from './gateways.ts';
import type { HostPattern } from './hostnames.ts';
import { indexObjects, objectKey, type ObjectIndex } from './object-index.ts';
import type { ResolvedListener } from './listeners.ts';
import { indexParents } from './parents.ts';
import { makePolicyAncestors, type ByTarget, type PolicyAncestors } from './policy-ancestors.ts';
import { makeProtocolClaims, type ProtocolClaims } from './protocol-claims.ts';
import type { ResolveOptions } from './resolve-options.ts';
import { bySeniority, type AnyRoute } from './routes.ts';
import type { RouteParent } from './route-parent.ts';
import { routeParents } from './route-parents.ts';
import { resolveTelemetry, type Telemetry } from './telemetry.ts';
import { resolveTrafficPolicies } from './traffic-policies.ts';
import { resolveXBackends } from './x-backends.ts';

export type { ResolveOptions } from './resolve-options.ts';

/** The IR, and how many routes found their way into it. */
export interface Resolution {
  readonly ir: Ir;
  readonly attachedRoutes: number;
  readonly gateways: readonly ResolvedGateway[];
  readonly attached: ReadonlyMap<ResolvedListener, number>;
  /** What routes attach to, or want to, of the compiled Gateways; routes without any are left out. */
  readonly parents: ReadonlyMap<Resource<RouteSpec>, readonly RouteParent[]>;
  /** The Gateways whose routes send requests to what a policy targets, and to an XBackend. */
  readonly policyAncestors: ReadonlyMap<Resource<unknown>, readonly ResourceId[]>;
  readonly telemetryAncestors: Telemetry['ancestors'];
}

/**
 * Follows every reference and settles every precedence. Total: what is wrong is reported and costs
 * only itself. Each step is a function of earlier results; nothing is edited later.
 */
export function resolve(resources: ResourceSet, options: ResolveOptions): Staged<Resolution> {
  return resolveWith(resources, options, resolveBackends);
}

/**
 * `resolve` for those who ask which requests a rule gets, and not what becomes of them: references to Services are
 * not followed, and rules do nothing.
 */
export function resolveRouting(resources: ResourceSet, options: ResolveOptions): Resolution {
  // Certificates of XBackends are part of a Gateway where it uses them.
  const follow = resources.xBackends.length > 0 ? resolveBackends : () => unfollowed;
  return resolveWith(resources, options, follow).value;
}

function resolveWith(
  resources: ResourceSet,
  options: ResolveOptions,
  follow: typeof resolveBackends,
): Staged<Resolution> {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);

  const index = indexObjects(resources);
  const gateways = resolveGateways(resources, index, options, report);
  const { backends, targets } = follow(resources, index, options, report);
  const context: AttachmentContext = {
    index,
    parents: indexParents(gateways, index),
    refusals: makeRefusals(index),
    report,
  };
  const attached = makeAttachedRoutes();
  const attachedStreams = makeAttachedStreams();
  const counts = makeAttachedCounts();
  // Without routes of both kinds there is nothing to keep apart.
  const isMixed = resources.httpRoutes.length > 0 && resources.grpcRoutes.length > 0;
  const claims = isMixed ? makeProtocolClaims() : null;
  const ancestors = makePolicyAncestors(targets);
  const parents = new Map<Resource<RouteSpec>, readonly RouteParent[]>();
  for (const each of bySeniority(resources)) {
    const { route } = each;
    const found = attachRoute(route, context);
    // A route of other Gateways only is none of this run's business.
    const wanted = routeParents(route, found, index, report);
    if (wanted.length === 0) continue;
    parents.set(route, wanted);
    const attachments = attachmentsOf(each, found, claims, report);
    if (each.traffic === 'stream')
      attachedStreams.add(each.route, attachments, each.rules(attachments, backends, report));
    else attached.add(route, each.rules(backends, report), attachments);
    counts.add(route.id, attachments);
    ancestors.add(route, attachments);
  }
  for (const other of resources.otherKinds) report(unserved(other));
  const compiled = new Set(gateways.map(keyOf));
  const isOurs = (key: string): boolean => compiled.has(key);
  const ours = { index, isOurs, backends, report };
  const telemetry = resolveTelemetry(resources.telemetryPolicies, ours);
  addReferences(ancestors, gateways, telemetry);
  const surroundings = { backends, attachedStreams, telemetry, report };
  const ir: Ir = {
    gateways: gateways.map((each) => buildGateway(each, attached.of(keyOf(each)), surroundings)),
  };
  const value = {
    ir,
    attachedRoutes: counts.total(),
    gateways,
    attached: counts.byListener(),
    parents,
    policyAncestors: ancestors.all(),
    telemetryAncestors: telemetry.ancestors,
  };
  return { value, diagnostics };
}

interface ResolvedBackends {
  readonly backends: BackendResolver;
  /** What has a status for each Gateway that sends requests to a backend. */
  readonly targets: readonly ByTarget[];
}

const unfollowed: ResolvedBackends = { backends: noBackends, targets: [] };

function resolveBackends(
  resources: ResourceSet,
  index: ObjectIndex,
  options: ResolveOptions,
  report: Report,
): ResolvedBackends {
  const around = { index, options, report };
  const tlsPolicies = resolveBackendTls(resources.backendTlsPolicies, index, report);
  const trafficPolicies = resolveTrafficPolicies(resources.backendTrafficPolicies, report);
  const xBackends = resolveXBackends(resources.xBackends, { ...around, policies: trafficPolicies });
  return {
    backends: makeBackendResolver({ ...around, tlsPolicies, trafficPolicies, xBackends }),
    targets: [
      tlsPolicies.byTarget,
      trafficPolicies.byTarget,
      new Map(resources.xBackends.map((each) => [describeResource(each.id), [each]])),
    ],
  };
}

function unserved(object: Resource<unknown>): Diagnostic {
  const { kind } = object.id;
  const code = kind === 'XMesh' ? 'resolve/mesh' : 'resolve/kind-not-supported';
  return atField(code, originOf(object, 'kind'), { kind });
}

function keyOf({ gateway }: ResolvedGateway): string {
  return objectKey(gateway.id.namespace, gateway.id.name);
}

/** Where a route attaches, after those of the other kind that are older. */
function attachmentsOf(
  { traffic }: AnyRoute,
  found: readonly Attachment[],
  claims: ProtocolClaims | null,
  report: Report,
): readonly Attachment[] {
  return traffic === 'stream' || claims === null
    ? found
    : found.map((one) => withClaims(one, { requests: traffic, claims, report }));
}

/** The backends that Gateways themselves send requests to. */
function addReferences(
  ancestors: PolicyAncestors,
  gateways: readonly ResolvedGateway[],
  telemetry: Telemetry,
): void {
  for (const resolved of gateways)
    for (const { spec, origin } of allListeners(resolved))
      for (const { externalAuth } of spec.filters?.requests ?? [])
        if (externalAuth !== undefined) {
          const { namespace } = origin.resource;
          ancestors.addReference(externalAuth.backendRef, namespace, resolved.gateway.id);
        }
  for (const [{ id, spec }, targets] of telemetry.ancestors)
    for (const { gateway } of targets)
      if (
        spec.tracing.provider !== undefined &&
        telemetry.tracing.has(objectKey(gateway.namespace, gateway.name))
      )
        ancestors.addReference(spec.tracing.provider.backendRef, id.namespace, gateway);
}

interface Claimant {
  readonly requests: RequestKind;
  readonly claims: ProtocolClaims;
  readonly report: Report;
}

/** The attachment without the listeners where an older route of the other kind has the hostnames. */
function withClaims(attachment: Attachment, { requests, claims, report }: Claimant): Attachment {
  const byListener = new Map<ResolvedListener, HostPattern[]>();
  for (const { listener, hosts } of attachment.hosts) {
    const own = byListener.get(listener);
    if (own === undefined) byListener.set(listener, [hosts]);
    else own.push(hosts);
  }
  const refused = new Set<ResolvedListener>();
  for (const [listener, own] of byListener)
    if (!claims.claim(listener, requests, own)) refused.add(listener);
  if (refused.size === 0) return attachment;
  const args = {
    parent: describeResource(attachment.parent.resource),
    other: requests === 'http' ? 'GRPCRoute' : 'HTTPRoute',
  };
  report(atField('resolve/hostname-conflict', attachment.origin, args));
  return {
    ...attachment,
    hosts: attachment.hosts.filter(({ listener }) => !refused.has(listener)),
  };
}
