import { merged } from '../../../util/merged.ts';
import { exactText, regexMatcher } from '../fields.ts';
import type {
  Matcher,
  MatcherMatcherListPredicate,
  MatcherOnMatch,
  Route as EnvoyRoute,
} from '../generated/envoy-api.ts';
import type { PerFilter } from '../http-filters.ts';
import { plain, re2, type Re2Pattern } from '../quote.ts';

/** A part of the request that is refused when it matches, or when it does not. */
interface Refusal {
  readonly header: ':path' | ':method';
  readonly pattern: Re2Pattern;
  readonly unless: boolean;
  readonly route: EnvoyRoute;
}

/**
 * Requests that no backend should see. Paths are those that the connection manager has left: with
 * `--path-policy normalize` dot segments are gone by now.
 */
const refusals: readonly Refusal[] = [
  {
    header: ':path',
    pattern: re2.readablePath,
    unless: true,
    route: {
      match: {
        prefix: plain('/'),
        headers: [
          {
            name: plain(':path'),
            string_match: { safe_regex: regexMatcher(re2.readablePath) },
            invert_match: true,
          },
        ],
      },
      direct_response: { status: 400 },
    },
  },
  {
    header: ':path',
    pattern: re2.dottedPath,
    unless: false,
    route: {
      match: { safe_regex: regexMatcher(re2.dottedPath) },
      direct_response: { status: 400 },
    },
  },
  {
    header: ':method',
    pattern: re2.trace,
    unless: false,
    route: {
      match: {
        prefix: plain('/'),
        headers: [{ name: plain(':method'), string_match: exactText(plain('TRACE')) }],
      },
      direct_response: { status: 405 },
    },
  },
];

const routes = refusals.map(({ route }) => route);

/**
 * Routes that stand before all others of a virtual host.
 *
 * @param unasked - what keeps the listener's filters from being asked about such requests
 */
export function refusedFirst(unasked: PerFilter): readonly EnvoyRoute[] {
  return unasked.typed_per_filter_config === undefined
    ? routes
    : routes.map((route) => merged(route, unasked));
}

/** The same before a tree, which takes what is left. */
export function refusedBefore(tree: Matcher, unasked: PerFilter): Matcher {
  const predicates = refusals.map(({ header, pattern, unless }): MatcherMatcherListPredicate => {
    const single_predicate = {
      input: {
        name: header,
        typed_config: {
          '@type': 'type.googleapis.com/envoy.type.matcher.v3.HttpRequestHeaderMatchInput',
          header_name: plain(header),
        },
      },
      // The older field that says so again is still required here.
      value_match: { safe_regex: { google_re2: {}, regex: pattern } },
    } as const;
    return unless ? { not_matcher: { single_predicate } } : { single_predicate };
  });
  const action: MatcherOnMatch = {
    action: {
      name: 'refusals',
      typed_config: {
        '@type': 'type.googleapis.com/envoy.config.route.v3.RouteList',
        routes: refusedFirst(unasked),
      },
    },
  };
  const predicate = { or_matcher: { predicate: predicates } };
  return {
    matcher_list: { matchers: [{ predicate, on_match: action }] },
    on_no_match: { matcher: tree },
  };
}
