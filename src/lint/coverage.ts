import type { Match, PathMatch, Route } from '../ir/index.ts';
import { conditionsKey, startsWithHead, widerConditions } from './match-keys.ts';
import { openHead } from './regex-head.ts';

/** Why a match gets no request of a host: an earlier one takes them all. */
export interface Cover {
  readonly by: Route;
  /** The earlier match is equal, not wider. */
  readonly equal: boolean;
}

/** Matches of one path by what else they ask for. */
type Level = Map<string, Route>;

/** The matches that came before, by path. */
type Earlier = Readonly<Record<PathMatch['kind'], Map<string, Level>>>;

/** Of expressions such as `/a.*`, at most this many are compared with each later match. */
const mostExpressions = 16;

const none: ReadonlyMap<Route, Cover> = new Map();

/**
 * The matches of one host that never win there, with one that takes all of their requests. Some that are
 * covered by several together are not found.
 */
export function coveredRoutes(routes: readonly Route[]): ReadonlyMap<Route, Cover> {
  if (routes.length < 2) return none;
  const earlier: Earlier = { exact: new Map(), prefix: new Map(), regex: new Map() };
  const open: { readonly head: string; readonly route: Route }[] = [];
  const covered = new Map<Route, Cover>();
  for (const route of routes) {
    const { match } = route;
    const { path } = match;
    const conditions = conditionsKey(match);
    const level = earlier[path.kind].get(path.value);
    const equal = level?.get(conditions);
    const by = equal ?? widerOf(match, earlier) ?? openOf(match, open, earlier);
    if (by !== undefined) covered.set(route, { by, equal: by === equal });
    if (level === undefined) earlier[path.kind].set(path.value, new Map([[conditions, route]]));
    else if (equal === undefined) level.set(conditions, route);
    if (path.kind !== 'regex' || open.length >= mostExpressions) continue;
    const head = openHead(path.value);
    if (head !== null) open.push({ head, route });
  }
  return covered;
}

function widerOf(match: Match, earlier: Earlier): Route | undefined {
  const levels = levelsOver(match.path, earlier);
  if (levels.length === 0) return undefined;
  const wider = widerConditions(match);
  for (const level of levels)
    for (const conditions of wider) {
      const found = level.get(conditions);
      if (found !== undefined) return found;
    }
  return undefined;
}

/** At the path itself, and at those that take all requests of it: a prefix takes all paths below its elements. */
function levelsOver({ kind, value }: PathMatch, earlier: Earlier): readonly Level[] {
  const found: Level[] = [];
  const add = (level: Level | undefined): void => {
    if (level !== undefined) found.push(level);
  };
  const { prefix } = earlier;
  add(earlier[kind].get(value));
  if (prefix.size === 0) return found;
  if (kind === 'exact') add(prefix.get(value));
  if (kind !== 'regex')
    for (let at = value.lastIndexOf('/'); at > 0; at = value.lastIndexOf('/', at - 1))
      add(prefix.get(value.slice(0, at)));
  add(prefix.get('/'));
  return found;
}

function openOf(
  match: Match,
  open: readonly { readonly head: string; readonly route: Route }[],
  earlier: Earlier,
): Route | undefined {
  for (const { head, route } of open) {
    if (!startsWithHead(match.path, head)) continue;
    const level = earlier.regex.get(route.match.path.value);
    for (const conditions of widerConditions(match)) {
      const found = level?.get(conditions);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
