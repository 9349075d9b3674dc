import { exactText, regexMatcher } from '../fields.ts';
import type {
  Matcher,
  MatcherMatcherListPredicate,
  MatcherOnMatch,
  Route as EnvoyRoute,
} from '../generated/envoy-api.ts';
import { plain, re2, type Re2Pattern } from '../quote.ts';

/** A part of the request that is refused when it matches. */
interface Refusal {
  readonly header: ':path' | ':method';
  readonly pattern: Re2Pattern;
  readonly route: EnvoyRoute;
}

/**
 * Requests that no backend should see, as NGINX refuses them on its own. Dot segments with a parameter are
 * `..` to Java servers; the others are the beginning of a path to nobody and of trouble to many.
 */
const refusals: readonly Refusal[] = [
  {
    header: ':path',
    pattern: re2.unreadablePath,
    route: {
      match: { safe_regex: regexMatcher(re2.unreadablePath) },
      direct_response: { status: 400 },
    },
  },
  {
    header: ':method',
    pattern: re2.trace,
    route: {
      match: {
        prefix: plain('/'),
        headers: [{ name: plain(':method'), string_match: exactText(plain('TRACE')) }],
      },
      direct_response: { status: 405 },
    },
  },
];

/** Routes that stand before all others of a virtual host. */
export const refusedFirst: readonly EnvoyRoute[] = refusals.map(({ route }) => route);

/** The same before a tree, which takes what is left. */
export function refusedBefore(tree: Matcher): Matcher {
  const predicates = refusals.map(({ header, pattern }): MatcherMatcherListPredicate => ({
    single_predicate: {
      input: {
        name: header,
        typed_config: {
          '@type': 'type.googleapis.com/envoy.type.matcher.v3.HttpRequestHeaderMatchInput',
          header_name: plain(header),
        },
      },
      // The older field that says so again is still required here.
      value_match: { safe_regex: { google_re2: {}, regex: pattern } },
    },
  }));
  const action: MatcherOnMatch = {
    action: {
      name: 'refusals',
      typed_config: {
        '@type': 'type.googleapis.com/envoy.config.route.v3.RouteList',
        routes: refusedFirst,
      },
    },
  };
  const predicate = { or_matcher: { predicate: predicates } };
  return {
    matcher_list: { matchers: [{ predicate, on_match: action }] },
    on_no_match: { matcher: tree },
  };
}
