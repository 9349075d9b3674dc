import { widerPatterns, type HostPattern } from '../resolve/hostnames.ts';
import type { ResolvedListener } from '../resolve/listeners.ts';

/** Why clients could reuse a connection to one listener for the hosts of another (GEP-3567). */
export interface Overlap {
  readonly reason: 'OverlappingHostnames';
  readonly message: string;
}

/** HTTPS listeners of one port whose hostnames have a host in common, with the others of theirs. */
export function overlappingTls(
  listeners: readonly ResolvedListener[],
): ReadonlyMap<ResolvedListener, Overlap> {
  const byPort = new Map<number, Map<HostPattern, ResolvedListener>>();
  for (const listener of listeners) {
    if (listener.protocol !== 'HTTPS') continue;
    const port = byPort.get(listener.spec.port) ?? new Map<HostPattern, ResolvedListener>();
    byPort.set(listener.spec.port, port.set(listener.hostname, listener));
  }
  const others = new Map<ResolvedListener, Set<ResolvedListener>>();
  const add = (a: ResolvedListener, b: ResolvedListener): void => {
    others.set(a, (others.get(a) ?? new Set()).add(b));
  };
  for (const port of byPort.values())
    for (const [hostname, listener] of port)
      for (const wider of widerPatterns(hostname)) {
        const other = port.get(wider);
        if (other === undefined) continue;
        add(listener, other);
        add(other, listener);
      }
  return new Map([...others].map(([listener, found]) => [listener, overlapOf(listener, found)]));
}

/** Objects do not tell of each other's listeners: those of a ListenerSet may be somebody else's business. */
function overlapOf(listener: ResolvedListener, others: ReadonlySet<ResolvedListener>): Overlap {
  const own = [...others].filter(({ origin }) => origin.resource === listener.origin.resource);
  const names = own.map(({ spec }) => spec.name).sort();
  if (own.length < others.size) names.push('listeners of other objects');
  return {
    reason: 'OverlappingHostnames',
    message: `has hosts in common with ${names.join(', ')}; requests for another listener’s hosts get status 421`,
  };
}
