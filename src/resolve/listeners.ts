import { atField, type Report } from '../diagnostics/diagnostic.ts';
import { hostname as toHostname, type Certificate } from '../ir/index.ts';
import { originOf, type GatewaySpec, type Listener, type Resource } from '../model/index.ts';
import { originAt, type Origin } from '../source/place.ts';
import { resolveCertificates } from './certificates.ts';
import type { HostPattern } from './hostnames.ts';
import { findConflict } from './listener-conflicts.ts';
import { invalidOperator } from './label-selector.ts';
import type { ObjectIndex } from './object-index.ts';
import type { ResolveOptions } from './resolve-options.ts';
import { knownProtocol, routeKindsOf, type ListenerProtocol } from './listener-protocols.ts';

/** A listener that routes can attach to. */
export interface ResolvedListener {
  readonly spec: Listener;
  readonly protocol: ListenerProtocol;
  readonly hostname: HostPattern;
  /** Kinds of routes that may attach, as `group/kind`. */
  readonly routeKinds: ReadonlySet<string>;
  /** Where TLS ends here, those that can be used; empty otherwise. */
  readonly certificates: readonly Certificate[];
  /** False where nothing can listen for it: its routes are counted and go nowhere. */
  readonly served: boolean;
  readonly origin: Origin;
}

/** The well-formed listeners of a Gateway in the order of its spec; what is wrong is reported. */
export function resolveListeners(
  gateway: Resource<GatewaySpec>,
  index: ObjectIndex,
  options: ResolveOptions,
  report: Report,
): readonly ResolvedListener[] {
  const listeners = gateway.spec.listeners ?? [];
  const guarded = gateway.spec.tls?.frontend !== undefined;
  if (guarded)
    report(atField('resolve/client-validation', originOf(gateway, 'spec', 'tls', 'frontend'), {}));
  return listeners.flatMap((spec, position) => {
    const origin = originOf(gateway, 'spec', 'listeners', position);
    const protocol = protocolOf(spec, origin, report);
    if (protocol === null) return [];
    const conflict = findConflict(listeners, position, (other) =>
      originOf(gateway, 'spec', 'listeners', other),
    );
    if (conflict !== null) {
      report(conflict);
      return [];
    }
    if (!portFits(spec, origin, options, report)) return [];
    const routeKinds = routeKindsOf(spec, protocol, origin, report);
    checkSelector(spec, origin, report);
    const terminates = terminatesTls(spec, protocol);
    const certificates = terminates
      ? resolveCertificates(spec, origin, { index, options, report })
      : [];
    // Clients that nobody verifies must not get where only verified ones may.
    const served = !terminates || (certificates.length > 0 && !guarded);
    const host = hasHostname(protocol, spec) ? toHostname(spec.hostname) : null;
    return [{ spec, protocol, hostname: host, routeKinds, certificates, served, origin }];
  });
}

/** Listener `hostname`: the protocols below have none to compare it with. */
function hasHostname(
  protocol: ListenerProtocol,
  spec: Listener,
): spec is Listener & { readonly hostname: string } {
  if (protocol === 'TCP' || protocol === 'UDP') return false;
  return spec.hostname !== undefined && spec.hostname !== '';
}

function terminatesTls({ tls }: Listener, protocol: ListenerProtocol): boolean {
  return protocol === 'HTTPS' || (protocol === 'TLS' && tls?.mode !== 'Passthrough');
}

function protocolOf(spec: Listener, origin: Origin, report: Report): ListenerProtocol | null {
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

function checkSelector(spec: Listener, origin: Origin, report: Report): void {
  const { selector } = spec.allowedRoutes.namespaces;
  for (const [position, expression] of (selector?.matchExpressions ?? []).entries()) {
    const operator = invalidOperator(expression);
    if (operator === null) continue;
    const steps = ['allowedRoutes', 'namespaces', 'selector', 'matchExpressions', position];
    report(
      atField('resolve/invalid-selector', originAt(origin, ...steps, 'operator'), { operator }),
    );
  }
}
