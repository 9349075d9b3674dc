import type { Route, VirtualHost } from '../ir/index.ts';
import { compareText } from '../util/compare.ts';
import { compareHosts, widerPatterns, type HostPattern } from './hostnames.ts';
import type { HostRoutes, RouteLists } from './route-lists.ts';

/**
 * The virtual hosts of one listener. Rules of the more specific hostname come first; a request that
 * none of them takes falls through to the wider hostnames' rules. Hostnames with equal lists are
 * served together.
 */
export function buildVirtualHosts(
  routes: readonly HostRoutes[],
  lists: RouteLists,
): readonly VirtualHost[] {
  const byPattern = groupByPattern(routes);
  const groups = new Map<readonly Route[], HostPattern[]>();
  const patterns = [...byPattern.keys()].sort(compareHosts);
  const hasWide = patterns.some(isWide);
  for (const pattern of patterns) {
    const levels = [byPattern.get(pattern) ?? []];
    if (hasWide)
      for (const wider of widerPatterns(pattern)) {
        const level = byPattern.get(wider);
        if (level !== undefined) levels.push(level);
      }
    const list = lists.of(levels);
    const hostnames = groups.get(list);
    if (hostnames === undefined) groups.set(list, [pattern]);
    else hostnames.push(pattern);
  }
  return [...groups].map(([list, hostnames]) => ({
    hostnames: hostnames.sort((a, b) => compareText(a ?? '', b ?? '')),
    routes: list,
  }));
}

function isWide(pattern: HostPattern): boolean {
  return pattern === null || pattern.startsWith('*.');
}

function groupByPattern(
  routes: readonly HostRoutes[],
): ReadonlyMap<HostPattern, readonly HostRoutes[]> {
  const byPattern = new Map<HostPattern, HostRoutes[]>();
  for (const each of routes) {
    const group = byPattern.get(each.hosts);
    if (group === undefined) byPattern.set(each.hosts, [each]);
    else group.push(each);
  }
  return byPattern;
}
