import type { Match, Route, ValueMatch } from '../../src/ir/index.ts';

/** What rules look at in a request; the path is normalised and has no query. */
export type Probe = {
  readonly path: string;
  readonly method: string;
  /** Names in lower case, one line each. */
  readonly headers: ReadonlyMap<string, string>;
  /** Undecoded, the first occurrence of each name. */
  readonly query: ReadonlyMap<string, string>;
};

/**
 * The rule that takes a request, as naively as HTTPRouteMatch describes it.
 *
 * @param routes - in order of precedence
 * @param probe - the request
 */
export function referenceMatch(routes: readonly Route[], probe: Probe): Route | undefined {
  return routes.find(({ match }) => matches(match, probe));
}

function matches(match: Match, probe: Probe): boolean {
  return (
    matchesPath(match.path, probe.path) &&
    (match.method === null || match.method === probe.method) &&
    match.headers.every(({ name, value }) => matchesValue(value, probe.headers.get(name))) &&
    match.query.every(({ name, value }) => matchesValue(value, probe.query.get(name)))
  );
}

function matchesPath({ kind, value }: Match['path'], path: string): boolean {
  switch (kind) {
    case 'exact':
      return path === value;
    case 'prefix':
      return value === '/' || path === value || path.startsWith(`${value}/`);
    case 'regex':
      return wholly(value).test(path);
  }
}

function matchesValue({ kind, value }: ValueMatch, actual: string | undefined): boolean {
  if (actual === undefined) return false;
  return kind === 'exact' ? actual === value : wholly(value).test(actual);
}

function wholly(expression: string): RegExp {
  return new RegExp(`^(?:${expression})$`);
}
