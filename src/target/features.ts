import type { Filter, GatewayIr, Match, Route, Rule, WeightedBackend } from '../ir/index.ts';
import type { FeatureId, FeaturePayloads, FeatureUse } from './feature.ts';
import type { Origin } from '../source/place.ts';
import { originAt } from '../source/place.ts';
import { assertNever } from '../util/assert-never.ts';

/** Every feature that a Gateway's rules use, in the order of the rules, each use once. */
export function featuresOf(gateway: GatewayIr): readonly FeatureUse[] {
  const routesByRule = groupRoutes(gateway);
  const backends = new Map(gateway.backends.map((backend) => [backend.id, backend]));
  return gateway.rules.flatMap((rule) => {
    const use = <F extends FeatureId>(feature: F, origin: Origin, payload: FeaturePayloads[F]) =>
      ({ feature, rule: rule.id, origin, payload }) as FeatureUse;
    const uses = (routesByRule.get(rule.id) ?? []).flatMap((route) => matchUses(route, use));
    for (const filter of rule.filters) uses.push(...filterUses(filter, use));
    uses.push(...timeoutUses(rule, use));
    if (rule.action.kind === 'redirect')
      uses.push(use('HTTPRouteRedirect', rule.action.redirect.origin, rule.action));
    if (rule.action.kind === 'forward') {
      const targets = rule.action.backends;
      if (targets.filter(({ weight }) => weight > 0).length > 1)
        uses.push(
          use('HTTPRouteWeight', originAt(rule.origin, 'backendRefs'), { backends: targets }),
        );
      for (const target of targets) {
        uses.push(...backendFilterUses(target, targets, use));
        const backend =
          target.target.kind === 'backend' ? backends.get(target.target.id) : undefined;
        if (backend?.address.kind === 'dns')
          uses.push(use('BackendDNS', target.origin, { backend }));
      }
    }
    return uses;
  });
}

type Use = <F extends FeatureId>(
  feature: F,
  origin: Origin,
  payload: FeaturePayloads[F],
) => FeatureUse;

/** The routes of each rule, every match once although several hosts and listeners may list it. */
function groupRoutes(gateway: GatewayIr): ReadonlyMap<string, readonly Route[]> {
  const seen = new Set<string>();
  const byRule = new Map<string, Route[]>();
  for (const { listeners } of gateway.sockets)
    for (const { hosts } of listeners)
      for (const { routes } of hosts)
        for (const route of routes) {
          const key = `${route.rule}#${String(route.matchIndex)}`;
          if (seen.has(key)) continue;
          seen.add(key);
          const list = byRule.get(route.rule);
          if (list === undefined) byRule.set(route.rule, [route]);
          else list.push(route);
        }
  return byRule;
}

const pathFeatures = {
  exact: 'HTTPRoutePathExact',
  prefix: 'HTTPRoutePathPrefix',
  regex: 'HTTPRoutePathRegularExpression',
} as const satisfies Record<Match['path']['kind'], FeatureId>;

function matchUses({ match, origin }: Route, use: Use): FeatureUse[] {
  const { path, method, headers, query } = match;
  const uses = [use(pathFeatures[path.kind], originAt(origin, 'path', 'value'), { match: path })];
  if (method !== null)
    uses.push(use('HTTPRouteMethodMatching', originAt(origin, 'method'), { method }));
  for (const header of headers)
    uses.push(use('HTTPRouteHeaderMatching', originAt(origin, 'headers'), { match: header }));
  for (const [position, param] of query.entries()) {
    const place = originAt(origin, 'queryParams', position);
    uses.push(use('HTTPRouteQueryParamMatching', place, { match: param }));
  }
  return uses;
}

function filterUses(filter: Filter, use: Use): FeatureUse[] {
  switch (filter.kind) {
    case 'request-headers':
      return [use('HTTPRouteRequestHeaderModification', filter.origin, filter)];
    case 'response-headers':
      return [use('HTTPRouteResponseHeaderModification', filter.origin, filter)];
    case 'url-rewrite': {
      const { hostname, path, origin } = filter;
      return [
        ...(hostname === null ? [] : [use('HTTPRouteHostRewrite', origin, { hostname })]),
        ...(path === null ? [] : [use('HTTPRoutePathRewrite', origin, { path })]),
      ];
    }
    default:
      return assertNever(filter);
  }
}

function backendFilterUses(
  target: WeightedBackend,
  backends: readonly WeightedBackend[],
  use: Use,
): FeatureUse[] {
  return target.filters.map((filter) => {
    switch (filter.kind) {
      case 'request-headers':
        return use('HTTPRouteBackendRequestHeaderModification', filter.origin, filter);
      case 'response-headers':
        return use('HTTPRouteBackendResponseHeaderModification', filter.origin, filter);
      case 'url-rewrite':
        return use('HTTPRouteBackendURLRewrite', filter.origin, { backends });
      default:
        return assertNever(filter);
    }
  });
}

function timeoutUses({ timeouts, origin }: Rule, use: Use): FeatureUse[] {
  const place = originAt(origin, 'timeouts');
  const { request, backendRequest } = timeouts;
  return [
    ...(request.kind === 'default'
      ? []
      : [use('HTTPRouteRequestTimeout', originAt(place, 'request'), { timeout: request })]),
    ...(backendRequest.kind === 'default'
      ? []
      : [
          use('HTTPRouteBackendTimeout', originAt(place, 'backendRequest'), {
            timeout: backendRequest,
          }),
        ]),
  ];
}
