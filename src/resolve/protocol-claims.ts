import { widerPatterns, type HostPattern } from './hostnames.ts';
import type { ResolvedListener } from './listeners.ts';
import type { RequestKind } from './request-kind.ts';

/**
 * Keeps HTTPRoutes and GRPCRoutes apart: a hostname of a listener belongs to one of them (GRPCRouteSpec
 * `hostnames`). Whoever asks first gets it, so routes have to ask in order of seniority.
 */
export interface ProtocolClaims {
  /** False, and nothing claimed, when the other kind has a hostname that intersects. */
  readonly claim: (
    listener: ResolvedListener,
    requests: RequestKind,
    hosts: readonly HostPattern[],
  ) => boolean;
}

/** Patterns of one kind on one listener. */
interface Claimed {
  readonly add: (host: HostPattern) => void;
  readonly intersects: (host: HostPattern) => boolean;
}

export function makeProtocolClaims(): ProtocolClaims {
  const byListener = new Map<ResolvedListener, Readonly<Record<RequestKind, Claimed>>>();
  return {
    claim: (listener, requests, hosts) => {
      const known = byListener.get(listener) ?? { http: makeClaimed(), grpc: makeClaimed() };
      byListener.set(listener, known);
      const others = known[requests === 'http' ? 'grpc' : 'http'];
      if (hosts.some(others.intersects)) return false;
      hosts.forEach(known[requests].add);
      return true;
    },
  };
}

function makeClaimed(): Claimed {
  const patterns = new Set<HostPattern>();
  // All that are wider than one of the patterns; those of the fresh ones are missing, as most often nobody asks.
  const wider = new Set<HostPattern>();
  const fresh = new Set<HostPattern>();
  return {
    add: (host) => {
      if (!patterns.has(host)) fresh.add(host);
      patterns.add(host);
    },
    // Two patterns intersect when one of them is the other or wider.
    intersects: (host) => {
      for (const each of fresh) for (const pattern of widerPatterns(each)) wider.add(pattern);
      fresh.clear();
      if (patterns.size === 0) return false;
      if (patterns.has(host) || wider.has(host)) return true;
      for (const pattern of widerPatterns(host)) if (patterns.has(pattern)) return true;
      return false;
    },
  };
}
