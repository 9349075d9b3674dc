import type { Route } from '../../../ir/index.ts';
import { compareText } from '../../../util/compare.ts';
import { canonicalPath } from '../url-path.ts';
import { isUnconditional } from './route-match.ts';

/** The routes to try, in order, by the longest listed path that a request's path starts with. */
export interface CandidateLists {
  /** Sorted by path. */
  readonly byPath: ReadonlyMap<string, readonly Route[]>;
  /** For paths that start with none of them. */
  readonly elsewhere: readonly Route[];
}

interface Ranked {
  readonly rank: number;
  readonly route: Route;
}

interface Index {
  readonly exact: ReadonlyMap<string, readonly Ranked[]>;
  readonly prefix: ReadonlyMap<string, readonly Ranked[]>;
  /** Routes whose expression may match any path. */
  readonly patterns: readonly Ranked[];
}

/**
 * Splits an ordered list of routes by path. A list is final: a request that none of its routes takes
 * does not fall back to a shorter path, so each list holds every route that could take such a request.
 * Null when that makes more than `limit` entries, or when no route has a path to go by.
 */
export function candidateLists(routes: readonly Route[], limit: number): CandidateLists | null {
  const index = indexRoutes(routes);
  const paths = [...new Set([...index.exact.keys(), ...index.prefix.keys()])].sort(compareText);
  if (paths.length === 0) return null;
  const byPath = new Map<string, readonly Route[]>();
  let entries = index.patterns.length;
  for (const path of paths) {
    const list = candidatesFor(path, index);
    entries += list.length;
    if (entries > limit) return null;
    byPath.set(path, list);
  }
  return { byPath, elsewhere: index.patterns.map(({ route }) => route) };
}

function indexRoutes(routes: readonly Route[]): Index {
  const exact = new Map<string, Ranked[]>();
  const prefix = new Map<string, Ranked[]>();
  const patterns: Ranked[] = [];
  const add = (map: Map<string, Ranked[]>, path: string, entry: Ranked): void => {
    const list = map.get(path);
    if (list === undefined) map.set(path, [entry]);
    else list.push(entry);
  };
  routes.forEach((route, rank) => {
    const { path } = route.match;
    const canonical = path.kind === 'regex' ? null : canonicalPath(path.value);
    if (canonical?.kind !== 'plain') patterns.push({ rank, route });
    else add(path.kind === 'exact' ? exact : prefix, canonical.path, { rank, route });
  });
  return { exact, prefix, patterns };
}

function candidatesFor(path: string, { exact, prefix, patterns }: Index): readonly Route[] {
  const wider = ancestorsOf(path).flatMap((ancestor) => prefix.get(ancestor) ?? []);
  // A wider prefix takes every path in question; `path` itself does not take `/foobar` for `/foo`.
  const last = wider
    .filter(({ route }) => isUnconditional(route.match))
    .reduce((lowest, { rank }) => Math.min(lowest, rank), Infinity);
  return [...(exact.get(path) ?? []), ...(prefix.get(path) ?? []), ...wider, ...patterns]
    .filter(({ rank }) => rank <= last)
    .sort((a, b) => a.rank - b.rank)
    .map(({ route }) => route);
}

/** Prefixes in whole path elements, without the path itself: `/a/b` has `/a` and `/`. */
function ancestorsOf(path: string): readonly string[] {
  if (path === '/') return [];
  const ancestors = ['/'];
  for (let at = path.indexOf('/', 1); at >= 0; at = path.indexOf('/', at + 1))
    ancestors.push(path.slice(0, at));
  return ancestors;
}
