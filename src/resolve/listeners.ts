import { atField, type Report } from '../diagnostics/diagnostic.ts';
import { hostname as toHostname } from '../ir/index.ts';
import { originOf, type GatewaySpec, type Listener, type Resource } from '../model/index.ts';
import { originAt, type Origin } from '../source/place.ts';
import { checkSelector } from './allowed-namespaces.ts';
import type { References } from './certificates.ts';
import type { ClientValidations } from './client-validation.ts';
import type { HostPattern } from './hostnames.ts';
import { findConflict, type ListenerEntry, type PortClaims } from './listener-conflicts.ts';
import type { ResolveOptions } from './resolve-options.ts';
import { knownProtocol, routeKindsOf, type ListenerProtocol } from './listener-protocols.ts';
import { resolveListenerTls, type ListenerTls } from './listener-tls.ts';

/** A listener that routes can attach to. */
export interface ResolvedListener extends ListenerTls {
  readonly spec: Listener;
  readonly protocol: ListenerProtocol;
  readonly hostname: HostPattern;
  /** Kinds of routes that may attach, as `group/kind`. */
  readonly routeKinds: ReadonlySet<string>;
  readonly origin: Origin;
}

/** What the listeners of one Gateway, and of the ListenerSets that add to them, are resolved with. */
export interface ListenerContext extends References {
  readonly gateway: Resource<GatewaySpec>;
  readonly claims: PortClaims;
  /** The Gateway's: they go for ListenerSets too. */
  readonly clients: ClientValidations;
}

/** A Gateway or a ListenerSet. */
export type ListenerOwner = Resource<{ readonly listeners?: readonly Listener[] }>;

/**
 * The well-formed listeners of a Gateway or ListenerSet in the order of its spec; what is wrong is reported. Those
 * that come first in precedence have to be resolved first (GEP-1713).
 */
export function resolveListeners(
  owner: ListenerOwner,
  context: ListenerContext,
): readonly ResolvedListener[] {
  const { gateway, claims, report } = context;
  const isOwn = owner.id === gateway.id;
  const entries = (owner.spec.listeners ?? []).map((spec, position) => ({
    spec,
    origin: originOf(owner, 'spec', 'listeners', position),
  }));
  const free = entries.filter((entry) => {
    const conflict = claims.conflictOf(entry);
    if (conflict !== null) report(conflict);
    return conflict === null;
  });
  // Nobody else gets what a Gateway lists itself, whether it can be served or not.
  if (isOwn) for (const entry of entries) claims.add(entry);
  return free.flatMap((entry) => {
    const protocol = protocolOf(entry, report);
    if (protocol === null) return [];
    const conflict = findConflict(entry, free);
    if (conflict !== null) {
      report(conflict);
      return [];
    }
    claims.add(entry);
    return resolveListener(entry, protocol, context);
  });
}

function resolveListener(
  { spec, origin }: ListenerEntry,
  protocol: ListenerProtocol,
  context: ListenerContext,
): readonly ResolvedListener[] {
  const { options, report } = context;
  if (!portFits(spec, origin, options, report)) return [];
  const routeKinds = routeKindsOf(spec, protocol, origin, report);
  const { namespaces } = spec.allowedRoutes;
  checkSelector(namespaces, originAt(origin, 'allowedRoutes', 'namespaces'), report);
  const host = hasHostname(protocol, spec) ? toHostname(spec.hostname) : null;
  const tls = resolveListenerTls(spec, origin, context.clients, context);
  return [{ spec, protocol, hostname: host, routeKinds, ...tls, origin }];
}

/** Listener `hostname`: the protocols below have none to compare it with. */
function hasHostname(
  protocol: ListenerProtocol,
  spec: Listener,
): spec is Listener & { readonly hostname: string } {
  if (protocol === 'TCP' || protocol === 'UDP') return false;
  return spec.hostname !== undefined && spec.hostname !== '';
}

function protocolOf({ spec, origin }: ListenerEntry, report: Report): ListenerProtocol | null {
  const known = knownProtocol(spec.protocol);
  if (known !== null) return known;
  report(
    atField('resolve/unsupported-protocol', originAt(origin, 'protocol'), {
      protocol: spec.protocol,
    }),
  );
  return null;
}

function portFits(
  spec: Listener,
  origin: Origin,
  { portOffset }: ResolveOptions,
  report: Report,
): boolean {
  if (spec.port + portOffset <= 65535) return true;
  report(
    atField('resolve/port-out-of-range', originAt(origin, 'port'), {
      port: spec.port,
      offset: portOffset,
    }),
  );
  return false;
}
