import type { Route } from '../ir/index.ts';
import { keyOf, matchKeys, pathKey, startsWithHead, type MatchKeys } from './match-keys.ts';
import { openHead } from './regex-head.ts';

/** Why a match gets no request of a host: an earlier one takes them all. */
export interface Cover {
  readonly by: Route;
  /** The earlier match is equal, not wider. */
  readonly equal: boolean;
}

/** Of expressions such as `/a.*`, at most this many are compared with each later match. */
const mostExpressions = 16;

/** Remembers what is known of each match, as one stands in the lists of many hosts. */
export function makeKeys(): (route: Route) => MatchKeys {
  const known = new Map<Route, MatchKeys>();
  return (route) => {
    const found = known.get(route) ?? matchKeys(route.match);
    known.set(route, found);
    return found;
  };
}

/**
 * The matches of one host that never win there, with one that takes all of their requests. Some that are
 * covered by several together are not found.
 */
export function coveredRoutes(
  routes: readonly Route[],
  keys: (route: Route) => MatchKeys,
): ReadonlyMap<Route, Cover> {
  const earlier = new Map<string, Route>();
  const open: { readonly head: string; readonly route: Route }[] = [];
  const covered = new Map<Route, Cover>();
  for (const route of routes) {
    const own = keys(route);
    const equal = earlier.get(own.own);
    const by = equal ?? widerOf(own, earlier) ?? openOf(own, open, earlier);
    if (by !== undefined) covered.set(route, { by, equal: by === equal });
    if (equal === undefined) earlier.set(own.own, route);
    const { path } = route.match;
    if (path.kind !== 'regex' || open.length >= mostExpressions) continue;
    const head = openHead(path.value);
    if (head !== null) open.push({ head, route });
  }
  return covered;
}

function widerOf(own: MatchKeys, earlier: ReadonlyMap<string, Route>): Route | undefined {
  for (const key of own.wider) {
    const found = earlier.get(key);
    if (found !== undefined) return found;
  }
  return undefined;
}

function openOf(
  own: MatchKeys,
  open: readonly { readonly head: string; readonly route: Route }[],
  earlier: ReadonlyMap<string, Route>,
): Route | undefined {
  for (const { head, route } of open) {
    if (!startsWithHead(own.path, head)) continue;
    const path = pathKey(route.match.path);
    for (const conditions of own.conditions) {
      const found = earlier.get(keyOf(path, conditions));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
