import {
  requestListeners,
  type Filter,
  type GatewayIr,
  type Match,
  type PathChange,
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
  const listeners = sockets.flatMap(requestListeners);
  return (
    listeners.some(({ hosts }) =>
      hosts.some(({ routes }) => routes.some(({ match }) => isLargeMatch(match))),
    ) ||
    listeners.some(({ filters }) => filters !== 'invalid' && filters.some(isLargeFilter)) ||
    rules.some((rule) => hasLargeRewrite(rule) || filtersOf(rule).some(isLargeFilter))
  );
}

function filtersOf({ filters, action }: Rule): readonly Filter[] {
  return action.kind === 'forward'
    ? [...filters, ...action.backends.flatMap((backend) => backend.filters)]
    : filters;
}

function isLargeFilter(filter: Filter): boolean {
  // Which headers may be copied is told by their letters (quote.ts, notFraming).
  if (filter.kind === 'external-auth')
    return filter.auth.protocol === 'http' && filter.auth.responseHeaders === 'all';
  if (filter.kind !== 'cors' || filter.cors.origins === 'any') return false;
  return filter.cors.origins.some(
    (origin) => origin.kind === 'wildcard' && origin.suffix.length > SAFE_PROGRAM_SIZE / 2,
  );
}

function isLargeMatch({ path, headers, query }: Match): boolean {
  const sources = [path, ...headers.map(({ value }) => value), ...query.map(({ value }) => value)]
    .filter(({ kind }) => kind === 'regex')
    .map(({ value }) => value);
  return (
    (path.kind !== 'regex' && isLargePath(path.value)) ||
    sources.some((source) => isLargeExpression(source))
  );
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

function hasLargeRewrite(rule: Rule): boolean {
  const { action } = rule;
  const ofFilters = filtersOf(rule).map((filter) =>
    filter.kind === 'url-rewrite' ? filter.path : null,
  );
  const ofRedirect = action.kind === 'redirect' ? [action.redirect.path] : [];
  return [...ofFilters, ...ofRedirect].some(isLargeChange);
}

/** Removing a prefix takes an expression as long as the prefix. */
function isLargeChange(path: PathChange | null): boolean {
  return path?.kind === 'prefix' && path.matched.length > SAFE_PROGRAM_SIZE / 2;
}
