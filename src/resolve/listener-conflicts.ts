import { atField, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Listener } from '../model/index.ts';
import { originAt, type Origin } from '../source/place.ts';

/**
 * The reason why a listener cannot share its port with another of its Gateway, or null. No conflicting
 * listener wins: all of them are reported and left out (Gateway `listeners`). That port, protocol and
 * hostname differ together is a rule of the CRD.
 */
export function findConflict(
  listeners: readonly Listener[],
  position: number,
  originFor: (position: number) => Origin,
): Diagnostic | null {
  const self = listeners[position];
  if (self === undefined) return null;
  // The CRD allows 64 listeners, so comparing all pairs is cheap.
  for (const [otherPosition, other] of listeners.entries()) {
    if (otherPosition === position || other.port !== self.port) continue;
    if (transport(other.protocol) !== transport(self.protocol)) continue;
    const related = [{ origin: originFor(otherPosition), note: `listener ${other.name}` }];
    if (family(other.protocol) === family(self.protocol)) {
      // Of one protocol, the CRD keeps them apart.
      if (other.protocol === self.protocol || hostOf(other) !== hostOf(self)) continue;
      const place = originAt(originFor(position), 'hostname');
      const hosts = { port: self.port, hostname: hostOf(self) };
      return atField('resolve/listener-hostname-conflict', place, hosts, { related });
    }
    const args = { port: self.port, protocol: other.protocol };
    const place = originAt(originFor(position), 'port');
    return atField('resolve/protocol-conflict', place, args, { related });
  }
  return null;
}

function hostOf({ hostname = '' }: Listener): string {
  return hostname.toLowerCase();
}

/** Protocols that can share a port: those told apart by SNI. */
function family(protocol: string): string {
  return protocol === 'HTTPS' || protocol === 'TLS' ? 'TLS' : protocol;
}

function transport(protocol: string): 'tcp' | 'udp' {
  return protocol === 'UDP' ? 'udp' : 'tcp';
}
