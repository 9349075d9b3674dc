import type { HeaderMatch, Match, QueryMatch, Route } from '../../ir/index.ts';
import { meaningKey } from '../../ir/index.ts';

/** Which requests a match takes, as text: equal texts take the same. */
export function matchKey({ path, method, headers, query }: Match): string {
  return meaningKey([path, method, headers, [...query].sort(byName)]);
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}

/** A match as a reader writes it: `GET shop.example.com/pay/*`, where `/*` stands for a prefix. */
export function describeMatch({ path, method, headers, query }: Match, host: string): string {
  const where =
    path.kind === 'exact'
      ? path.value
      : path.kind === 'regex'
        ? ` ~ ${path.value}`
        : `${path.value === '/' ? '' : path.value}/*`;
  const conditions = [
    ...headers.map((header) => `${header.name}${valueOf(header)}`),
    ...query.map((parameter) => `?${parameter.name}${valueOf(parameter)}`),
  ];
  const when = conditions.length === 0 ? '' : ` [${conditions.join(', ')}]`;
  return `${method === null ? '' : `${method} `}${host}${where}${when}`;
}

function valueOf({ value }: HeaderMatch | QueryMatch): string {
  return value.kind === 'exact' ? `: ${value.value}` : ` ~ ${value.value}`;
}

/** The routes of a host, for finding those that take all requests of some match. */
export interface RouteIndex {
  /** The first route with exactly this match. */
  readonly same: (match: Match) => Route | null;
  /** The first route that certainly takes every request of the match. */
  readonly taking: (match: Match) => Route | null;
  /** In order, without those whose match an earlier one has. */
  readonly effective: readonly Route[];
}

/**
 * Looks only for covers that can be found by key, so that the cost does not grow with the number of routes: the same
 * match; the same path or a prefix of it with none of the conditions, one of them, or all. Two expressions are never
 * compared.
 */
export function indexRoutes(routes: readonly Route[]): RouteIndex {
  const first = new Map<string, { readonly rank: number; readonly route: Route }>();
  const effective: Route[] = [];
  routes.forEach((route, rank) => {
    const key = matchKey(route.match);
    if (first.has(key)) return;
    first.set(key, { rank, route });
    effective.push(route);
  });
  return {
    effective,
    same: (match) => first.get(matchKey(match))?.route ?? null,
    taking: (match) => {
      let best: { readonly rank: number; readonly route: Route } | null = null;
      for (const path of coveringPaths(match))
        for (const weaker of weakened({ ...match, path })) {
          const found = first.get(matchKey(weaker));
          if (found !== undefined && (best === null || found.rank < best.rank)) best = found;
        }
      return best?.route ?? null;
    },
  };
}

const MAX_DEPTH = 64;

function coveringPaths({ path }: Match): readonly Match['path'][] {
  if (path.kind === 'regex') return [path, { kind: 'prefix', value: '/' }];
  const prefixes: Match['path'][] = [];
  const value = path.value.endsWith('/') ? path.value.slice(0, -1) : path.value;
  for (let at = value.length; at > 0; at = value.lastIndexOf('/', at - 1)) {
    prefixes.push({ kind: 'prefix', value: value.slice(0, at) });
    if (prefixes.length === MAX_DEPTH) break;
  }
  return [...(path.kind === 'exact' ? [path] : []), ...prefixes, { kind: 'prefix', value: '/' }];
}

/** Matches that take all requests of a match and maybe more. */
function weakened(match: Match): readonly Match[] {
  const none = { ...match, method: null, headers: [], query: [] };
  return [
    match,
    none,
    { ...match, method: null },
    ...(match.method === null ? [] : [{ ...none, method: match.method }]),
    ...match.headers.map((header) => ({ ...none, headers: [header] })),
    ...match.query.map((parameter) => ({ ...none, query: [parameter] })),
  ];
}
