import {
  compareMatches,
  compareSeniority,
  type Route,
  type Seniority,
  type VirtualHost,
} from '../ir/index.ts';
import { compareText } from '../util/compare.ts';
import { compareHosts, compareSpecificity, widerPatterns, type HostPattern } from './hostnames.ts';

/** A route of one listener under one of its hostnames. */
export interface HostRoute {
  readonly hosts: HostPattern;
  readonly original: HostPattern;
  readonly route: Route;
  readonly seniority: Seniority;
}

/**
 * The virtual hosts of one listener. Rules of the more specific hostname come first; a request that
 * none of them takes falls through to the wider hostnames' rules. Hostnames with equal lists are
 * served together.
 */
export function buildVirtualHosts(routes: readonly HostRoute[]): readonly VirtualHost[] {
  const byPattern = groupByPattern(routes);
  const groups = new Map<string, { hostnames: HostPattern[]; routes: readonly Route[] }>();
  for (const pattern of [...byPattern.keys()].sort(compareHosts)) {
    const list = routesFor(pattern, byPattern);
    // Routes are shared objects, so their identity in order is the list's identity.
    const key = list.map(({ rule, matchIndex }) => `${rule}#${String(matchIndex)}`).join('\n');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { hostnames: [pattern], routes: list });
    else group.hostnames.push(pattern);
  }
  return [...groups.values()].map((group) => ({
    hostnames: group.hostnames.sort((a, b) => compareText(a ?? '', b ?? '')),
    routes: group.routes,
  }));
}

function groupByPattern(
  routes: readonly HostRoute[],
): ReadonlyMap<HostPattern, readonly HostRoute[]> {
  const byPattern = new Map<HostPattern, HostRoute[]>();
  for (const route of routes) {
    const group = byPattern.get(route.hosts);
    if (group === undefined) byPattern.set(route.hosts, [route]);
    else group.push(route);
  }
  for (const group of byPattern.values()) group.sort(compareWithinHost);
  return byPattern;
}

function routesFor(
  pattern: HostPattern,
  byPattern: ReadonlyMap<HostPattern, readonly HostRoute[]>,
): readonly Route[] {
  const seen = new Map<string, Route>();
  for (const level of [pattern, ...widerPatterns(pattern)]) {
    for (const { route } of byPattern.get(level) ?? []) {
      const key = `${route.rule}#${String(route.matchIndex)}`;
      if (!seen.has(key)) seen.set(key, route);
    }
  }
  return [...seen.values()];
}

/**
 * Where intersections are equal, the hostname that the route itself wrote decides
 * (GatewayRouteHostnameIntersectionPrecedence), then the matches, then age and name.
 */
function compareWithinHost(a: HostRoute, b: HostRoute): number {
  return (
    compareSpecificity(a.original, b.original) ||
    compareMatches(a.route.match, b.route.match) ||
    compareSeniority(a.seniority, b.seniority)
  );
}
