import {
  requestListeners,
  type Backend,
  type BackendId,
  type GatewayIr,
  type ListenerFilter,
} from '../ir/index.ts';
import { tlsUses, useOf, type Use } from './backend-features.ts';
import type { Visit } from './feature.ts';

/** Every feature that listeners use for all of their requests, each use once. */
export function listenerFilterFeatures(
  { sockets }: GatewayIr,
  backends: ReadonlyMap<BackendId, Backend>,
  visit: Visit,
): void {
  for (const socket of sockets)
    for (const listener of requestListeners(socket)) {
      const { filters, origin } = listener;
      if (filters === 'invalid' || filters.length === 0) continue;
      const use = useOf({ kind: 'requests', listener }, visit);
      use('GatewayListenerFilters', origin, { filters }, ['filters', 'requests']);
      for (const filter of filters) filterUses(filter, backends, use);
    }
}

function filterUses(
  filter: ListenerFilter,
  backends: ReadonlyMap<BackendId, Backend>,
  use: Use,
): void {
  const { auth, origin } = filter;
  externalAuthUse(filter, backends, use);
  const backend = backends.get(auth.backend);
  if (backend !== undefined) tlsUses(backend, origin, use);
}

/** What a filter of a listener or of a rule asks of a target; the server may speak what it cannot ask with. */
export function externalAuthUse(
  { auth, origin }: ListenerFilter,
  backends: ReadonlyMap<BackendId, Backend>,
  use: Use,
): void {
  const server = backends.get(auth.backend) ?? null;
  if (auth.protocol === 'http') use('HTTPRouteExternalAuthHTTP', origin, { auth, server });
  else use('HTTPRouteExternalAuthGRPC', origin, { auth });
}
