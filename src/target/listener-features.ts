import { requestListeners, type Backend, type BackendId, type GatewayIr } from '../ir/index.ts';
import { originAt } from '../source/place.ts';
import { tlsUses, useBy, type Use } from './backend-features.ts';
import type { FeatureUse } from './feature.ts';
import type { ListenerFilter } from '../ir/index.ts';

/** Every feature that listeners use for all of their requests, each use once. */
export function listenerFeatures(
  { sockets }: GatewayIr,
  backends: ReadonlyMap<BackendId, Backend>,
): readonly FeatureUse[] {
  return sockets
    .flatMap((socket) => [...requestListeners(socket)])
    .flatMap((listener) => {
      const { filters, origin } = listener;
      if (filters === 'invalid' || filters.length === 0) return [];
      const use = useBy({ kind: 'listener', listener });
      return [
        use('GatewayListenerFilters', originAt(origin, 'filters', 'requests'), { filters }),
        ...filters.flatMap((filter) => filterUses(filter, backends, use)),
      ];
    });
}

function filterUses(
  { auth, origin }: ListenerFilter,
  backends: ReadonlyMap<BackendId, Backend>,
  use: Use,
): readonly FeatureUse[] {
  const backend = backends.get(auth.backend);
  return [
    auth.protocol === 'http'
      ? use('HTTPRouteExternalAuthHTTP', origin, { auth })
      : use('HTTPRouteExternalAuthGRPC', origin, { auth }),
    ...(backend === undefined ? [] : tlsUses(backend, origin, use)),
  ];
}
