import { widerPatterns, type HostPattern } from './hostnames.ts';
import type { ResolvedListener } from './listeners.ts';

/** Listener isolation: a host belongs to the most specific listener of the port that covers it. */
export type Isolation = (listener: ResolvedListener, hosts: HostPattern) => boolean;

/** Hostnames of one port's listeners differ: conflicts are sorted out. */
export function isolateListeners(listeners: readonly ResolvedListener[]): Isolation {
  const byPort = new Map<number, Set<HostPattern>>();
  for (const { spec, hostname } of listeners) {
    const known = byPort.get(spec.port) ?? new Set<HostPattern>();
    byPort.set(spec.port, known.add(hostname));
  }
  return ({ spec, hostname }, hosts) => {
    const known = byPort.get(spec.port);
    if (known === undefined) return true;
    if (known.has(hosts)) return hosts === hostname;
    for (const pattern of widerPatterns(hosts)) if (known.has(pattern)) return pattern === hostname;
    return true;
  };
}
