import { compareText } from '../util/compare.ts';
import type { ResourceId } from '../source/place.ts';
import type { Match } from './match.ts';

/** What decides between two matches for the same host, besides the matches themselves. */
export interface Seniority {
  /** RFC 3339 in UTC; null for objects that only ever were files, which count as youngest. */
  readonly created: string | null;
  readonly route: ResourceId;
  readonly ruleIndex: number;
  readonly matchIndex: number;
}

/**
 * Order of matches for one host: the first that fits a request wins (HTTPRouteRule `matches`).
 * The spec leaves regular expressions open; they stand between exact and prefix, longest first.
 */
export function compareMatches(a: Match, b: Match): number {
  return (
    comparePaths(a, b) ||
    Number(b.method !== null) - Number(a.method !== null) ||
    b.headers.length - a.headers.length ||
    b.query.length - a.query.length
  );
}

/** GRPCRouteRule `matches` counts characters of service and method, however they are matched. */
function comparePaths(a: Match, b: Match): number {
  if (a.call !== null && b.call !== null)
    return b.call.service - a.call.service || b.call.method - a.call.method;
  return pathRank(a) - pathRank(b) || b.path.value.length - a.path.value.length;
}

/** Of an object as a whole: nothing within it decides. */
export function objectSeniority(object: ResourceId, created: string | null): Seniority {
  return { created, route: object, ruleIndex: 0, matchIndex: 0 };
}

/** Decides ties: older route, then namespace/name, then position within the route. */
export function compareSeniority(a: Seniority, b: Seniority): number {
  return (
    compareAge(a.created, b.created) ||
    compareText(`${a.route.namespace}/${a.route.name}`, `${b.route.namespace}/${b.route.name}`) ||
    compareText(a.route.kind, b.route.kind) ||
    a.ruleIndex - b.ruleIndex ||
    a.matchIndex - b.matchIndex
  );
}

function pathRank(match: Match): number {
  switch (match.path.kind) {
    case 'exact':
      return 0;
    case 'regex':
      return 1;
    case 'prefix':
      return 2;
  }
}

function compareAge(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return compareText(a, b);
}
