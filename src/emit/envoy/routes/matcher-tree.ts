import type { Route } from '../../../ir/index.ts';
import type {
  Matcher,
  MatcherOnMatch,
  Route as EnvoyRoute,
  VirtualHost,
} from '../generated/envoy-api.ts';
import type { PerFilter } from '../http-filters.ts';
import { candidateLists, type CandidateLists } from './path-tree.ts';
import { refusedBefore, refusedFirst } from './refusals.ts';
import type { RouteLowering } from './route.ts';

// Envoy scans a list of routes at about 30 ns each; a tree costs the same for any number of them.
// Measured on Envoy 1.40: worth it from a few hundred routes.
const MIN_ROUTES = 200;
// A route that can match under many paths is listed under each of them.
const MAX_GROWTH = 4;

/**
 * The routes of a virtual host as a list or, when there are many, as a tree over the path.
 *
 * @param unasked - what keeps the listener's filters from being asked about refused requests
 * @param rest - what takes the requests that no route takes
 */
export function routesOrTree(
  routes: readonly Route[],
  lower: RouteLowering,
  rest: readonly EnvoyRoute[],
  unasked: PerFilter,
): Pick<VirtualHost, 'routes' | 'matcher'> {
  const lists =
    routes.length < MIN_ROUTES ? null : candidateLists(routes, routes.length * MAX_GROWTH);
  return lists === null
    ? { routes: [...refusedFirst(unasked), ...routes.flatMap(lower), ...rest] }
    : { matcher: refusedBefore(treeOf(lists, lower, rest), unasked) };
}

function treeOf(
  { byPath, elsewhere }: CandidateLists,
  lower: RouteLowering,
  rest: readonly EnvoyRoute[],
): Matcher {
  const lowered = new Map<Route, readonly EnvoyRoute[]>();
  const lowerOnce = (route: Route): readonly EnvoyRoute[] => {
    let done = lowered.get(route);
    if (done === undefined) lowered.set(route, (done = lower(route)));
    return done;
  };
  const list = (routes: readonly Route[]): MatcherOnMatch => ({
    action: {
      name: 'routes',
      typed_config: {
        '@type': 'type.googleapis.com/envoy.config.route.v3.RouteList',
        routes: [...routes.flatMap(lowerOnce), ...rest],
      },
    },
  });
  const map = Object.fromEntries([...byPath].map(([path, routes]) => [path, list(routes)]));
  return {
    matcher_tree: {
      input: {
        name: 'path',
        typed_config: {
          '@type': 'type.googleapis.com/envoy.type.matcher.v3.HttpRequestHeaderMatchInput',
          header_name: ':path',
        },
      },
      prefix_match_map: { map },
    },
    ...(elsewhere.length + rest.length === 0 ? {} : { on_no_match: list(elsewhere) }),
  };
}
