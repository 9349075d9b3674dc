import { compareMatches, compareSeniority, type Route, type Seniority } from '../ir/index.ts';
import { compareSpecificity, type HostPattern } from './hostnames.ts';

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
