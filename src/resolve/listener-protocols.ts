import { atField, type Report } from '../diagnostics/diagnostic.ts';
import type { Listener } from '../model/index.ts';
import { originAt, type Origin } from '../source/place.ts';

export const gatewayGroup = 'gateway.networking.k8s.io';

/** Protocols of listeners that are served. */
export type ListenerProtocol = 'HTTP' | 'HTTPS' | 'TLS' | 'TCP' | 'UDP';

const http: ReadonlySet<string> = new Set([
  `${gatewayGroup}/HTTPRoute`,
  `${gatewayGroup}/GRPCRoute`,
]);

/** Route kinds that each protocol can carry, as `group/kind`. */
const carried: Readonly<Record<ListenerProtocol, ReadonlySet<string>>> = {
  HTTP: http,
  HTTPS: http,
  TLS: new Set([`${gatewayGroup}/TLSRoute`]),
  TCP: new Set([`${gatewayGroup}/TCPRoute`]),
  UDP: new Set([`${gatewayGroup}/UDPRoute`]),
};

/** The protocol of a listener, or null for one that is not served. */
export function knownProtocol(name: string): ListenerProtocol | null {
  return Object.hasOwn(carried, name) ? (name as ListenerProtocol) : null;
}

/** Kinds of routes that may attach: what the listener allows of what its protocol can carry. */
export function routeKindsOf(
  spec: Listener,
  protocol: ListenerProtocol,
  origin: Origin,
  report: Report,
): ReadonlySet<string> {
  const wanted = spec.allowedRoutes.kinds ?? [];
  if (wanted.length === 0) return carried[protocol];
  const kinds = new Set<string>();
  for (const [position, { group, kind }] of wanted.entries()) {
    const name = `${group}/${kind}`;
    if (carried[protocol].has(name)) kinds.add(name);
    else {
      const place = originAt(origin, 'allowedRoutes', 'kinds', position, 'kind');
      report(atField('resolve/unsupported-route-kind', place, { kind }));
    }
  }
  return kinds;
}
