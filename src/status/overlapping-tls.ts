import type { Listener } from '../model/index.ts';
import { covers } from '../resolve/hostnames.ts';
import type { ResolvedListener } from '../resolve/listeners.ts';

/** Why clients could reuse a connection to one listener for the hosts of another (GEP-3567). */
export interface Overlap {
  readonly reason: 'OverlappingHostnames';
  readonly message: string;
}

/** Listeners of one port whose hostnames have a host in common; null when there is none. */
export function overlappingTls(
  spec: Listener,
  listeners: readonly ResolvedListener[],
): Overlap | null {
  const self = listeners.find((each) => each.spec === spec);
  if (self?.protocol !== 'HTTPS') return null;
  const others = listeners.filter(
    (other) =>
      other !== self &&
      other.protocol === 'HTTPS' &&
      other.spec.port === spec.port &&
      (covers(self.hostname, other.hostname) || covers(other.hostname, self.hostname)),
  );
  if (others.length === 0) return null;
  const names = others.map((other) => other.spec.name).join(', ');
  return {
    reason: 'OverlappingHostnames',
    message: `has hosts in common with ${names}; requests for another listener’s hosts get status 421`,
  };
}
