import { atField, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Listener } from '../model/index.ts';
import { originAt, type Origin } from '../source/place.ts';

/**
 * The reason why a listener is not distinct from another of its Gateway, or null. No conflicting
 * listener wins: all of them are reported and left out (Gateway `listeners`).
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
    const related = [{ origin: originFor(otherPosition), note: `listener ${other.name}` }];
    if (family(other.protocol) !== family(self.protocol)) {
      if (transport(other.protocol) !== transport(self.protocol)) continue;
      const place = originAt(originFor(position), 'port');
      const args = { port: self.port, protocol: other.protocol };
      return atField('resolve/protocol-conflict', place, args, { related });
    }
    if (other.protocol === self.protocol && sameHost(other, self)) {
      const place = originAt(
        originFor(position),
        self.hostname === undefined ? 'port' : 'hostname',
      );
      const args = { port: self.port, hostname: hostOf(self) === '' ? 'every host' : hostOf(self) };
      return atField('resolve/hostname-conflict', place, args, { related });
    }
  }
  return null;
}

/** Protocols that can share a port: those told apart by SNI. */
function family(protocol: string): string {
  return protocol === 'HTTPS' || protocol === 'TLS' ? 'TLS' : protocol;
}

function transport(protocol: string): 'tcp' | 'udp' {
  return protocol === 'UDP' ? 'udp' : 'tcp';
}

function sameHost(a: Listener, b: Listener): boolean {
  return a.protocol === 'TCP' || a.protocol === 'UDP' || hostOf(a) === hostOf(b);
}

function hostOf(listener: Listener): string {
  return (listener.hostname ?? '').toLowerCase();
}
