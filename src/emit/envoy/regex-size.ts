import {
  requestListeners,
  type Filter,
  type GatewayIr,
  type HeaderMatch,
  type Match,
  type PathChange,
  type QueryMatch,
  type Rule,
} from '../../ir/index.ts';
import { parseRegex } from '../../target/regex/index.ts';
import { canonicalPath } from './url-path.ts';

/** Largest expression that is accepted, in RE2 instructions as `parseRegex` bounds them. */
export const MAX_PROGRAM_SIZE = 10_000;

// By default Envoy refuses the whole configuration for one expression above 100 instructions.
const SAFE_PROGRAM_SIZE = 90;

/** Whether some expression of the output may be too large for Envoy's default. */
export function needsLargePrograms({ sockets, rules }: GatewayIr): boolean {
  const listeners = sockets.flatMap((socket) => requestListeners(socket));
  // Listeners share lists.
  const lists = [...new Set(listeners.flatMap(({ hosts }) => hosts.map(({ routes }) => routes)))];
  return (
    lists.some((routes) => routes.some(({ match }) => isLargeMatch(match))) ||
    listeners.some(({ filters }) => filters !== 'invalid' && filters.some(isLargeFilter)) ||
    rules.some(({ filters, action }) => filters.some(isLargeFilter) || isLargeAction(action))
  );
}

function isLargeAction(action: Rule['action']): boolean {
  switch (action.kind) {
    case 'forward':
      return action.backends.some(({ filters }) => filters.some(isLargeFilter));
    case 'redirect':
      return isLargeChange(action.redirect.path);
    case 'respond':
      return false;
  }
}

function isLargeFilter(filter: Filter): boolean {
  if (filter.kind === 'url-rewrite') return isLargeChange(filter.path);
  // Which headers may be copied is told by their letters (quote.ts, notFraming).
  if (filter.kind === 'external-auth')
    return filter.auth.protocol === 'http' && filter.auth.responseHeaders === 'all';
  if (filter.kind !== 'cors' || filter.cors.origins === 'any') return false;
  return filter.cors.origins.some(
    (origin) => origin.kind === 'wildcard' && origin.suffix.length > SAFE_PROGRAM_SIZE / 2,
  );
}

function isLargeMatch({ path, headers, query }: Match): boolean {
  return (
    (path.kind === 'regex' ? isLargeExpression(path.value) : isLargePath(path.value)) ||
    headers.some(hasLargeValue) ||
    query.some(hasLargeValue)
  );
}

function hasLargeValue({ value }: HeaderMatch | QueryMatch): boolean {
  return value.kind === 'regex' && isLargeExpression(value.value);
}

function isLargeExpression(source: string): boolean {
  const parsed = parseRegex(source);
  return parsed.kind === 'ok' && parsed.regex.programSize > SAFE_PROGRAM_SIZE;
}

/** Paths with characters of several spellings become expressions, of at most 8 instructions for each of these. */
function isLargePath(path: string): boolean {
  const canonical = canonicalPath(path);
  if (canonical.kind !== 'escaped') return false;
  const spelled = canonical.path.match(/%..|[^A-Za-z0-9\-._/]/g) ?? [];
  return canonical.path.length + 8 * spelled.length > SAFE_PROGRAM_SIZE - 20;
}

/** Removing a prefix takes an expression as long as the prefix. */
function isLargeChange(path: PathChange | null): boolean {
  return path?.kind === 'prefix' && path.matched.length > SAFE_PROGRAM_SIZE / 2;
}
