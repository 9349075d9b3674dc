import { atField, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Listener } from '../model/index.ts';
import { originAt, type Origin } from '../source/place.ts';

/** A listener as its object lists it. */
export interface ListenerEntry {
  readonly spec: Listener;
  readonly origin: Origin;
}

/**
 * The reason why a listener cannot share its port with another of the same object, or null. No conflicting
 * listener wins: all of them are reported and left out (Gateway `listeners`). That port, protocol and
 * hostname differ together is a rule of the CRD.
 */
export function findConflict(
  self: ListenerEntry,
  entries: readonly ListenerEntry[],
): Diagnostic | null {
  // The CRD allows 64 listeners, so comparing all pairs is cheap.
  for (const other of entries) {
    if (other === self || placeOf(other.spec) !== placeOf(self.spec)) continue;
    if (family(other.spec) !== family(self.spec)) return protocolConflict(self, other);
    // Of one protocol, the CRD keeps them apart.
    if (other.spec.protocol !== self.spec.protocol && hostOf(other.spec) === hostOf(self.spec))
      return hostnameConflict(self, other);
  }
  return null;
}

/** What listeners of a Gateway and its ListenerSets have taken, in order of precedence (GEP-1713). */
export interface PortClaims {
  /** The reason why a listener is too late, or null. The one that was there first stays as it is. */
  readonly conflictOf: (entry: ListenerEntry) => Diagnostic | null;
  readonly add: (entry: ListenerEntry) => void;
}

export function makePortClaims(): PortClaims {
  /** By place, by family of protocols, by hostname. */
  const claims = new Map<string, Map<string, Map<string, ListenerEntry>>>();
  return {
    conflictOf: (entry) => {
      const families = claims.get(placeOf(entry.spec));
      for (const [name, hosts] of families ?? [])
        for (const other of name === family(entry.spec) ? [] : hosts.values())
          return protocolConflict(entry, other);
      const first = families?.get(family(entry.spec))?.get(hostOf(entry.spec));
      if (first === undefined) return null;
      return isToldApartByHost(entry.spec)
        ? hostnameConflict(entry, first)
        : listenerConflict(entry, first);
    },
    add: (entry) => {
      const families = claims.get(placeOf(entry.spec)) ?? new Map<string, never>();
      claims.set(placeOf(entry.spec), families);
      const hosts = families.get(family(entry.spec)) ?? new Map<string, ListenerEntry>();
      families.set(family(entry.spec), hosts);
      if (!hosts.has(hostOf(entry.spec))) hosts.set(hostOf(entry.spec), entry);
    },
  };
}

function protocolConflict(self: ListenerEntry, other: ListenerEntry): Diagnostic {
  const args = { port: self.spec.port, protocol: other.spec.protocol };
  const place = originAt(self.origin, 'port');
  return atField('resolve/protocol-conflict', place, args, { related: relatedTo(other) });
}

function hostnameConflict(self: ListenerEntry, other: ListenerEntry): Diagnostic {
  const args = { port: self.spec.port, hostname: hostOf(self.spec) };
  const place = originAt(self.origin, 'hostname');
  return atField('resolve/listener-hostname-conflict', place, args, { related: relatedTo(other) });
}

function listenerConflict(self: ListenerEntry, other: ListenerEntry): Diagnostic {
  const { port, protocol } = self.spec;
  const place = originAt(self.origin, 'port');
  const extras = { related: relatedTo(other) };
  return atField('resolve/listener-conflict', place, { port, protocol }, extras);
}

function relatedTo({ spec, origin }: ListenerEntry) {
  return [{ origin, note: `listener ${spec.name}` }];
}

function hostOf({ hostname = '' }: Listener): string {
  return hostname.toLowerCase();
}

function isToldApartByHost({ protocol }: Listener): boolean {
  return protocol !== 'TCP' && protocol !== 'UDP';
}

/** Protocols that can share a port: those told apart by SNI. */
function family({ protocol }: Listener): string {
  return protocol === 'HTTPS' || protocol === 'TLS' ? 'TLS' : protocol;
}

function placeOf({ protocol, port }: Listener): string {
  return `${protocol === 'UDP' ? 'udp' : 'tcp'}/${String(port)}`;
}
