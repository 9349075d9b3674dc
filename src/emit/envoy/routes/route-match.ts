import type { HeaderMatch, Match, PathMatch, QueryMatch, ValueMatch } from '../../../ir/index.ts';
import { parseRegex } from '../../../target/regex/index.ts';
import { invariant } from '../../../util/invariant.ts';
import { merged } from '../../../util/merged.ts';
import { exactText, matchingText, regexMatcher } from '../fields.ts';
import type {
  StringMatcher,
  HeaderMatcher,
  QueryParameterMatcher,
  RouteMatch,
} from '../generated/envoy-api.ts';
import { plain, re2, re2EscapedPath, re2Parsed, re2Sequence, type Re2Pattern } from '../quote.ts';
import { canonicalPath } from '../url-path.ts';

/** HTTPRouteMatch as Envoy's; all parts must hold. */
export function routeMatch({ path, method, headers, query }: Match): RouteMatch {
  const conditions = [
    ...(method === null
      ? []
      : [{ name: plain(':method'), string_match: exactText(plain(method)) }]),
    ...headers.map(headerMatcher),
  ];
  return merged(
    pathMatch(path),
    conditions.length === 0 ? {} : { headers: conditions },
    query.length === 0 ? {} : { query_parameters: query.map(queryMatcher) },
  );
}

/** The match for requests alone whose host names a port. */
export function namingPort(match: RouteMatch): RouteMatch {
  const host = { name: plain(':authority'), string_match: matchingText(re2.hostWithPort) };
  return merged(match, { headers: [...(match.headers ?? []), host] });
}

/** Whether the rule takes every request whose path fits. */
export function isUnconditional({ method, headers, query }: Match): boolean {
  return method === null && headers.length === 0 && query.length === 0;
}

function pathMatch(match: PathMatch): RouteMatch {
  if (match.kind === 'regex') return { safe_regex: regexMatcher(parsedPattern(match.value)) };
  // `path_separated_prefix` cannot be `/`.
  if (match.kind === 'prefix' && match.value === '/') return { prefix: plain('/') };
  const canonical = canonicalPath(match.value);
  invariant(canonical.kind !== 'refused', 'a path that matches nothing has passed the check');
  if (canonical.kind === 'plain') {
    const path = plain(canonical.path);
    return match.kind === 'exact' ? { path } : { path_separated_prefix: path };
  }
  const pattern = re2EscapedPath(canonical.path);
  const whole = match.kind === 'exact' ? pattern : re2Sequence(pattern, re2.pathRest);
  return { safe_regex: regexMatcher(whole) };
}

/** Envoy tests each line of a repeated header on its own. */
function headerMatcher({ name, value }: HeaderMatch): HeaderMatcher {
  return { name: plain(name), string_match: valueMatch(value) };
}

/** Envoy compares the first occurrence, before percent-decoding. */
function queryMatcher({ name, value }: QueryMatch): QueryParameterMatcher {
  return { name: plain(name), string_match: valueMatch(value) };
}

function valueMatch(match: ValueMatch): StringMatcher {
  return match.kind === 'exact'
    ? exactText(plain(match.value))
    : matchingText(parsedPattern(match.value));
}

function parsedPattern(source: string): Re2Pattern {
  const parsed = parseRegex(source);
  invariant(parsed.kind === 'ok', 'an expression that RE2 refuses has passed the check');
  return re2Parsed(parsed.regex);
}
