import { atField, type Report } from '../diagnostics/diagnostic.ts';
import {
  originOf,
  type GatewaySpec,
  type ParentReference,
  type Resource,
  type RouteSpec,
} from '../model/index.ts';
import { originAt, type Origin, type ResourceId } from '../source/place.ts';
import type { ResolvedGateway } from './gateways.ts';
import { gatewayGroup } from './listener-protocols.ts';
import { gatewayOf } from './listener-sets.ts';
import type { ResolvedListener } from './listeners.ts';
import { isMeshParent } from './mesh-parents.ts';
import { objectKey, type ObjectIndex } from './object-index.ts';

/** What routes can attach to: the listeners that a Gateway has itself, or those of a ListenerSet (GEP-1713). */
export interface Parent {
  readonly resource: ResourceId;
  /** Whose data plane serves the listeners. */
  readonly gateway: ResourceId;
  readonly listeners: readonly ResolvedListener[];
}

/** The parents of the Gateways that are compiled. */
export interface Parents {
  /** By `kind namespace/name`. */
  readonly named: ReadonlyMap<string, Parent>;
  /** The default Gateways (GEP-3793). */
  readonly defaults: readonly Parent[];
  /** Whether the input has one, be it compiled or not. */
  readonly knowsDefault: boolean;
}

/** A route's wish to attach to a parent. */
export interface ParentUse {
  readonly parent: Parent;
  readonly ref: ParentReference;
  /** Where the route says so. */
  readonly origin: Origin;
}

/** What a route asks for, in its order. */
export interface ParentUses {
  readonly named: readonly ParentUse[];
  readonly byDefault: readonly ParentUse[];
}

export function indexParents(gateways: readonly ResolvedGateway[], index: ObjectIndex): Parents {
  const all = gateways.flatMap(({ gateway, listeners, listenerSets }): readonly Parent[] => [
    { resource: gateway.id, gateway: gateway.id, listeners },
    ...listenerSets.map((each) => ({
      resource: each.listenerSet.id,
      gateway: gateway.id,
      listeners: each.listeners,
    })),
  ]);
  const named = new Map(all.map((parent) => [keyOf(parent.resource), parent]));
  const defaults = gateways
    .filter(({ gateway }) => isDefault(gateway))
    .flatMap(({ gateway }) => named.get(keyOf(gateway.id)) ?? []);
  return { named, defaults, knowsDefault: [...index.gateways.values()].some(isDefault) };
}

/** The compiled parents that a route asks for; those that do not exist are reported. */
export function parentsOf(
  route: Resource<RouteSpec>,
  parents: Parents,
  index: ObjectIndex,
  report: Report,
): ParentUses {
  const { parentRefs = [], useDefaultGateways } = route.spec;
  const wantsDefault = useDefaultGateways === 'All';
  if (parentRefs.length === 0 && !wantsDefault)
    report(atField('resolve/no-parent', originOf(route, 'spec'), {}));
  return {
    named: namedParents(route, parents, index, report),
    byDefault: wantsDefault ? defaultParents(route, parents, report) : [],
  };
}

/** As if the default Gateways stood in `parentRefs`: what those name as a whole is not asked for twice. */
function defaultParents(
  route: Resource<RouteSpec>,
  { defaults, knowsDefault }: Parents,
  report: Report,
): readonly ParentUse[] {
  const origin = originOf(route, 'spec', 'useDefaultGateways');
  if (!knowsDefault) report(atField('resolve/no-default-gateway', origin, {}));
  const whole = new Set(
    (route.spec.parentRefs ?? [])
      .filter(
        ({ group, sectionName, port }) =>
          group === gatewayGroup && sectionName === undefined && port === undefined,
      )
      .map(({ kind, namespace = route.id.namespace, name }) => keyOf({ kind, namespace, name })),
  );
  return defaults
    .filter(({ resource }) => !whole.has(keyOf(resource)))
    .map((parent) => ({ parent, ref: parent.resource, origin }));
}

/** Gateway `defaultScope`. */
export function isDefault({ spec }: Resource<GatewaySpec>): boolean {
  return spec.defaultScope === 'All';
}

function namedParents(
  route: Resource<RouteSpec>,
  { named }: Parents,
  index: ObjectIndex,
  report: Report,
): readonly ParentUse[] {
  const refs = route.spec.parentRefs ?? [];
  return refs.flatMap((ref, position) => {
    if (isMeshParent(ref)) return [];
    const origin = originOf(route, 'spec', 'parentRefs', position);
    if (ref.group !== gatewayGroup || (ref.kind !== 'Gateway' && ref.kind !== 'ListenerSet')) {
      const kind = ref.group === '' ? ref.kind : `${ref.group}/${ref.kind}`;
      report(atField('resolve/unsupported-parent', originAt(origin, 'kind'), { kind }));
      return [];
    }
    const { kind, namespace = route.id.namespace, name } = ref;
    const parent = named.get(keyOf({ kind, namespace, name }));
    if (parent !== undefined) return [{ parent, ref, origin }];
    const missing = missingOf(kind, objectKey(namespace, name), index);
    if (missing !== null) report(atField('resolve/parent-not-found', origin, { parent: missing }));
    return [];
  });
}

/** What the input lacks. A Gateway that exists but was not selected is somebody else's business. */
function missingOf(kind: 'Gateway' | 'ListenerSet', key: string, index: ObjectIndex) {
  if (kind === 'Gateway') return index.gateways.has(key) ? null : `Gateway ${key}`;
  const listenerSet = index.listenerSets.get(key);
  if (listenerSet === undefined) return `ListenerSet ${key}`;
  const gateway = gatewayOf(listenerSet);
  return gateway === null || index.gateways.has(gateway) ? null : `Gateway ${gateway}`;
}

function keyOf({ kind, namespace, name }: Pick<ResourceId, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${objectKey(namespace, name)}`;
}
