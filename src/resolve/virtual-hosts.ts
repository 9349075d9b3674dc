import {
  compareMatches,
  compareSeniority,
  type Route,
  type Seniority,
  type VirtualHost,
} from '../ir/index.ts';
import { compareText } from '../util/compare.ts';
import { compareHosts, compareSpecificity, widerPatterns, type HostPattern } from './hostnames.ts';

/** A match of a route, with what decides between it and others that are as specific. */
export interface RankedRoute {
  readonly route: Route;
  readonly seniority: Seniority;
}

/** The matches of one route under one of its hostnames, the same object for all listeners where that is so. */
export interface HostRoutes {
  readonly hosts: HostPattern;
  readonly original: HostPattern;
  /** In order of precedence. */
  readonly ranked: readonly RankedRoute[];
}

/** The lists of a Gateway's virtual hosts: equal ones are one object, whatever listeners they belong to. */
export interface RouteLists {
  /**
   * The routes that a request for a host meets, in order of precedence.
   *
   * @param levels - what is attached to the host's own pattern, then to each wider one
   */
  readonly of: (levels: readonly (readonly HostRoutes[])[]) => readonly Route[];
}

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

export function makeRouteLists(): RouteLists {
  const numbers = new Map<Route, number>();
  const byContent = new Map<string, readonly Route[]>();
  const single = new Map<HostRoutes, readonly Route[]>();

  const numberOf = (route: Route): number => {
    const known = numbers.get(route);
    if (known !== undefined) return known;
    numbers.set(route, numbers.size);
    return numbers.size - 1;
  };
  const shared = (routes: readonly Route[]): readonly Route[] => {
    const key = routes.map(numberOf).join();
    const known = byContent.get(key);
    if (known !== undefined) return known;
    byContent.set(key, routes);
    return routes;
  };
  const listOf = (levels: readonly (readonly HostRoutes[])[]): readonly Route[] =>
    shared([...new Set(levels.flatMap(inOrder))]);

  return {
    of: (levels) => {
      const [[only, ...others] = [], ...wider] = levels;
      if (only === undefined || others.length > 0 || wider.length > 0) return listOf(levels);
      const known = single.get(only) ?? listOf(levels);
      single.set(only, known);
      return known;
    },
  };
}

/**
 * Where intersections are equal, the hostname that the route itself wrote decides
 * (GatewayRouteHostnameIntersectionPrecedence), then the matches, then age and name.
 */
function inOrder(level: readonly HostRoutes[]): readonly Route[] {
  const [only, ...others] = level;
  if (only !== undefined && others.length === 0) return only.ranked.map(({ route }) => route);
  return level
    .flatMap(({ original, ranked }) => ranked.map((each) => ({ original, ...each })))
    .sort((a, b) => compareSpecificity(a.original, b.original) || compareRanked(a, b))
    .map(({ route }) => route);
}

/** Precedence under one hostname. */
export function compareRanked(a: RankedRoute, b: RankedRoute): number {
  return compareMatches(a.route.match, b.route.match) || compareSeniority(a.seniority, b.seniority);
}
