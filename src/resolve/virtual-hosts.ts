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
  for (const pattern of [...byPattern.keys()].sort(compareHosts)) {
    const levels = [pattern, ...widerPatterns(pattern)].flatMap((level) => {
      const group = byPattern.get(level);
      return group === undefined ? [] : [group];
    });
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
