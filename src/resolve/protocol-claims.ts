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

/** Patterns of one kind on one listener, with all those that are wider than one of them. */
interface Claimed {
  readonly patterns: Set<HostPattern>;
  readonly wider: Set<HostPattern>;
}

export function makeProtocolClaims(): ProtocolClaims {
  const byListener = new Map<ResolvedListener, Readonly<Record<RequestKind, Claimed>>>();
  return {
    claim: (listener, requests, hosts) => {
      const known = byListener.get(listener) ?? { http: nothing(), grpc: nothing() };
      byListener.set(listener, known);
      const others = known[requests === 'http' ? 'grpc' : 'http'];
      if (hosts.some((host) => intersects(others, host))) return false;
      for (const host of hosts) add(known[requests], host);
      return true;
    },
  };
}

function nothing(): Claimed {
  return { patterns: new Set(), wider: new Set() };
}

function add({ patterns, wider }: Claimed, host: HostPattern): void {
  patterns.add(host);
  for (const pattern of widerPatterns(host)) wider.add(pattern);
}

/** Two patterns intersect when one of them is the other or wider. */
function intersects({ patterns, wider }: Claimed, host: HostPattern): boolean {
  if (patterns.has(host) || wider.has(host)) return true;
  for (const pattern of widerPatterns(host)) if (patterns.has(pattern)) return true;
  return false;
}
