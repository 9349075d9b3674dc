import {
  requestListeners,
  type Backend,
  type BackendId,
  type GatewayIr,
  type ListenerFilter,
} from '../ir/index.ts';
import { originAt } from '../source/place.ts';
import { tlsUses, useOf, type Use } from './backend-features.ts';
import type { FeatureUse } from './feature.ts';

/** Every feature that listeners use for all of their requests, each use once. */
export function listenerFilterFeatures(
  { sockets }: GatewayIr,
  backends: ReadonlyMap<BackendId, Backend>,
): readonly FeatureUse[] {
  return sockets
    .flatMap((socket) => [...requestListeners(socket)])
    .flatMap((listener) => {
      const { filters, origin } = listener;
      if (filters === 'invalid' || filters.length === 0) return [];
      const use = useOf({ kind: 'requests', listener });
      return [
        use('GatewayListenerFilters', originAt(origin, 'filters', 'requests'), { filters }),
        ...filters.flatMap((filter) => filterUses(filter, backends, use)),
      ];
    });
}

function filterUses(
  filter: ListenerFilter,
  backends: ReadonlyMap<BackendId, Backend>,
  use: Use,
): readonly FeatureUse[] {
  const { auth, origin } = filter;
  const backend = backends.get(auth.backend);
  return [
    externalAuthUse(filter, backends, use),
    ...(backend === undefined ? [] : tlsUses(backend, origin, use)),
  ];
}

/** What a filter of a listener or of a rule asks of a target; the server may speak what it cannot ask with. */
export function externalAuthUse(
  { auth, origin }: ListenerFilter,
  backends: ReadonlyMap<BackendId, Backend>,
  use: Use,
): FeatureUse {
  const server = backends.get(auth.backend) ?? null;
  return auth.protocol === 'http'
    ? use('HTTPRouteExternalAuthHTTP', origin, { auth, server })
    : use('HTTPRouteExternalAuthGRPC', origin, { auth });
}
