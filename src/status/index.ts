import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Channel } from '../model/channel.ts';
import type { ListenerSetSpec, Resource, ResourceSet } from '../model/index.ts';
import { allListeners, type ResolvedGateway } from '../resolve/gateways.ts';
import type { Resolution } from '../resolve/index.ts';
import type { Target } from '../target/target.ts';
import { objectKey } from '../resolve/object-index.ts';
import type { ResourceId } from '../source/place.ts';
import { compareText } from '../util/compare.ts';
import { groupFindings, type ConditionFindings } from './conditions.ts';
import { gatewayStatus } from './gateway.ts';
import type { ListenerFacts } from './listener.ts';
import { listenerSetStatus } from './listener-set.ts';
import type { Condition, ListenerSetStatus, ObjectStatus, RouteKind } from './model.ts';
import { overlappingTls } from './overlapping-tls.ts';
import { policyAncestors, telemetryAncestors, type AncestralKind } from './policy.ts';
import { routeParents, type AnyRoute } from './route.ts';
import { supportedFeatures } from './supported-features.ts';

/** What a controller calls itself when nobody says otherwise. */
export const defaultControllerName = 'gatewright.dev/controller';

export type { ObjectStatus } from './model.ts';

/** What the earlier stages found out. */
export interface StatusInput {
  readonly resources: ResourceSet;
  readonly resolution: Resolution;
  /** Those of resolving, and of the check of the target. */
  readonly diagnostics: readonly Diagnostic[];
  readonly target: Target;
  /** Of the CRDs that the cluster would have. */
  readonly channel: Channel;
  /** `spec.controllerName` of the GatewayClasses that are ours; null for all of them. */
  readonly controllerName: string | null;
}

/** The status that a controller would write, for every object that is its business; sorted. */
export function computeStatus(input: StatusInput): readonly ObjectStatus[] {
  return [
    ...classStatuses(input),
    ...gatewayStatuses(input),
    ...routeStatuses(input),
    ...policyStatuses(input),
    ...telemetryStatuses(input),
  ];
}

function classStatuses({
  resources,
  target,
  channel,
  controllerName,
}: StatusInput): readonly ObjectStatus[] {
  return resources.gatewayClasses
    .filter(({ spec }) => controllerName === null || spec.controllerName === controllerName)
    .map(({ id, meta }) => {
      const fine = (type: string): Condition => ({
        type,
        status: 'True',
        reason: type,
        message: '',
        observedGeneration: meta.generation,
      });
      return {
        id,
        kind: 'GatewayClass',
        status: {
          conditions: [fine('Accepted'), fine('SupportedVersion')],
          supportedFeatures: supportedFeatures(target, channel).map((name) => ({ name })),
        },
      };
    });
}

/** Gateways, then their ListenerSets. */
function gatewayStatuses({
  resources,
  resolution,
  diagnostics,
  channel,
}: StatusInput): readonly ObjectStatus[] {
  const findings = groupFindings(diagnostics);
  const ofListenerSets = new Map<Resource<ListenerSetSpec>, ListenerSetStatus>();
  const gateways = resolution.gateways.map((resolved): ObjectStatus => {
    const { gateway, addresses } = resolved;
    const facts = listenerFacts(resolved, resolution, findings(gateway.id));
    const listenerSets = resolved.listenerSets.map(({ listenerSet }) => {
      const status = listenerSetStatus(listenerSet, findings(listenerSet.id), facts);
      ofListenerSets.set(listenerSet, status);
      return status;
    });
    const status = gatewayStatus({
      gateway,
      addresses,
      channel,
      listenerFacts: facts,
      listenerSets,
      findings: findings(gateway.id),
    });
    return { id: gateway.id, kind: 'Gateway', status };
  });
  const listenerSets = resources.listenerSets.flatMap((each): readonly ObjectStatus[] => {
    const status = ofListenerSets.get(each);
    return status === undefined ? [] : [{ id: each.id, kind: 'ListenerSet', status }];
  });
  return [...gateways, ...listenerSets];
}

function listenerFacts(
  resolved: ResolvedGateway,
  { attached }: Resolution,
  ofGateway: ConditionFindings,
): ListenerFacts {
  const listeners = allListeners(resolved);
  const bySpec = new Map(listeners.map((listener) => [listener.spec, listener]));
  const overlaps = overlappingTls(listeners);
  return {
    resolved: (spec) => bySpec.get(spec) ?? null,
    attached: (listener) => attached.get(listener) ?? 0,
    overlap: (listener) => overlaps.get(listener) ?? null,
    ofClients: ({ clientsPlace }) =>
      clientsPlace === null ? [] : ofGateway.below(...clientsPlace),
  };
}

function routeStatuses({
  resources,
  resolution,
  diagnostics,
  controllerName,
}: StatusInput): readonly ObjectStatus[] {
  const findings = groupFindings(diagnostics);
  const of =
    (kind: RouteKind) =>
    (route: AnyRoute): readonly ObjectStatus[] => {
      const parents = resolution.parents.get(route) ?? [];
      if (parents.length === 0) return [];
      const facts = {
        route,
        parents,
        findings: findings(route.id),
        controllerName: controllerName ?? defaultControllerName,
      };
      return [{ id: route.id, kind, status: { parents: routeParents(facts) } }];
    };
  return [
    ...resources.httpRoutes.flatMap(of('HTTPRoute')),
    ...resources.grpcRoutes.flatMap(of('GRPCRoute')),
    ...resources.tlsRoutes.flatMap(of('TLSRoute')),
    ...resources.tcpRoutes.flatMap(of('TCPRoute')),
    ...resources.udpRoutes.flatMap(of('UDPRoute')),
  ];
}

function policyStatuses({
  resources,
  resolution,
  diagnostics,
  controllerName,
}: StatusInput): readonly ObjectStatus[] {
  const findings = groupFindings(diagnostics);
  const of =
    (kind: AncestralKind) =>
    (policy: Resource<unknown>): readonly ObjectStatus[] => {
      const gateways = resolution.policyAncestors.get(policy) ?? [];
      if (gateways.length === 0) return [];
      const facts = {
        kind,
        policy,
        gateways,
        findings: findings(policy.id),
        controllerName: controllerName ?? defaultControllerName,
      };
      const status = { ancestors: policyAncestors(facts) };
      return [{ id: policy.id, kind, status }];
    };
  return [
    ...resources.backendTlsPolicies.flatMap(of('BackendTLSPolicy')),
    ...resources.xBackends.flatMap(of('XBackend')),
    ...resources.backendTrafficPolicies.flatMap(of('XBackendTrafficPolicy')),
  ];
}

function telemetryStatuses({
  resolution,
  diagnostics,
  controllerName,
}: StatusInput): readonly ObjectStatus[] {
  const findings = groupFindings(diagnostics);
  return [...resolution.telemetryAncestors]
    .map(([policy, ancestors]) => {
      const facts = {
        policy,
        ancestors,
        findings: findings(policy.id),
        controllerName: controllerName ?? defaultControllerName,
      };
      return { policy, status: { ancestors: telemetryAncestors(facts) } };
    })
    .sort((a, b) => compareText(keyOf(a.policy.id), keyOf(b.policy.id)))
    .map(({ policy, status }) => ({ id: policy.id, kind: 'XTelemetryPolicy', status }));
}

function keyOf({ namespace, name }: ResourceId): string {
  return objectKey(namespace, name);
}
