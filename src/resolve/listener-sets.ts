import { atField, type Report } from '../diagnostics/diagnostic.ts';
import { originOf, type ListenerSetSpec, type Resource } from '../model/index.ts';
import { describeResource, originAt } from '../source/place.ts';
import { checkSelector, namespaceRefusal } from './allowed-namespaces.ts';
import { gatewayGroup } from './listener-protocols.ts';
import { resolveListeners, type ListenerContext, type ResolvedListener } from './listeners.ts';
import { objectKey, type ObjectIndex } from './object-index.ts';
import { compareObjects } from './object-seniority.ts';

/** A ListenerSet of a compiled Gateway. */
export interface ResolvedListenerSet {
  readonly listenerSet: Resource<ListenerSetSpec>;
  /** Those that routes can attach to; none where the Gateway does not take the ListenerSet. */
  readonly listeners: readonly ResolvedListener[];
}

/** ListenerSets by their Gateway's `namespace/name`, in order of precedence. */
export type ListenerSetsByGateway = ReadonlyMap<string, readonly Resource<ListenerSetSpec>[]>;

/** Oldest first, then by namespace and name (GEP-1713). What names no Gateway of the input is reported. */
export function groupListenerSets(index: ObjectIndex, report: Report): ListenerSetsByGateway {
  const found = new Map<string, Resource<ListenerSetSpec>[]>();
  for (const listenerSet of index.listenerSets.values()) {
    const key = gatewayOf(listenerSet);
    const origin = originOf(listenerSet, 'spec', 'parentRef');
    if (key === null) {
      const { group, kind } = listenerSet.spec.parentRef;
      const args = { kind: group === '' ? kind : `${group}/${kind}` };
      report(atField('resolve/unsupported-parent', originAt(origin, 'kind'), args));
    } else if (index.gateways.has(key)) {
      const list = found.get(key) ?? [];
      found.set(key, list);
      list.push(listenerSet);
    } else report(atField('resolve/parent-not-found', origin, { parent: `Gateway ${key}` }));
  }
  for (const list of found.values()) list.sort(compareObjects);
  return found;
}

/** `namespace/name` of the Gateway that a ListenerSet names, or null for another kind of parent. */
export function gatewayOf({ id, spec }: Resource<ListenerSetSpec>): string | null {
  const { group, kind, namespace = id.namespace, name } = spec.parentRef;
  return group === gatewayGroup && kind === 'Gateway' ? objectKey(namespace, name) : null;
}

/**
 * What each ListenerSet adds to a Gateway, whose own listeners have been resolved before.
 *
 * @param isServed - false where nothing listens for the Gateway at all
 */
export function resolveListenerSets(
  listenerSets: readonly Resource<ListenerSetSpec>[],
  isServed: boolean,
  context: ListenerContext,
): readonly ResolvedListenerSet[] {
  const { gateway, report } = context;
  const { namespaces } = gateway.spec.allowedListeners ?? {};
  if (namespaces !== undefined) {
    const origin = originOf(gateway, 'spec', 'allowedListeners', 'namespaces');
    checkSelector(namespaces, origin, report);
  }
  return listenerSets.map((listenerSet) => {
    const isTaken = isAllowed(listenerSet, isServed, context);
    return { listenerSet, listeners: isTaken ? resolveListeners(listenerSet, context) : [] };
  });
}

/** Gateway `allowedListeners`: without it, none. */
function isAllowed(
  listenerSet: Resource<ListenerSetSpec>,
  isServed: boolean,
  { gateway, index, report }: ListenerContext,
): boolean {
  const origin = originOf(listenerSet, 'spec', 'parentRef');
  const parent = describeResource(gateway.id);
  const guard = {
    allowed: gateway.spec.allowedListeners?.namespaces ?? ({ from: 'None' } as const),
    name: 'it',
    takes: 'ListenerSets',
    namespace: gateway.id.namespace,
  };
  const why = namespaceRefusal(guard, listenerSet.id.namespace, index);
  if (why !== null) report(atField('resolve/listeners-not-allowed', origin, { parent, why }));
  else if (!isServed) report(atField('resolve/parent-not-served', origin, { parent }));
  return why === null && isServed;
}
