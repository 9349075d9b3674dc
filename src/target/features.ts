import {
  requestListeners,
  type Backend,
  type BackendId,
  type Filter,
  type GatewayIr,
  type Match,
  type Route,
  type Rule,
  type WeightedBackend,
} from '../ir/index.ts';
import { backendUses, requestUses, tlsUses, useOfRule, type Use } from './backend-features.ts';
import type { ChosenBackend, FeatureId, FeatureUse } from './feature.ts';
import { externalAuthUse, listenerFilterFeatures } from './listener-filter-features.ts';
import { listenerTlsFeatures } from './listener-tls-features.ts';
import { tracingFeatures } from './tracing-features.ts';
import { streamFeatures } from './stream-features.ts';
import { originAt } from '../source/place.ts';
import { assertNever } from '../util/assert-never.ts';

type Lookup = ReadonlyMap<BackendId, Backend>;

/** Every feature that a Gateway uses: its listeners, its rules in their order, itself; each use once. */
export function featuresOf(gateway: GatewayIr): readonly FeatureUse[] {
  const routesByRule = groupRoutes(gateway);
  const backends: Lookup = new Map(gateway.backends.map((backend) => [backend.id, backend]));
  const ofRules = gateway.rules.flatMap((rule) => {
    const use = useOfRule(rule.id);
    return [
      ...(routesByRule.get(rule.id) ?? []).flatMap((route) => matchUses(rule, route, use)),
      ...rule.filters.flatMap((filter) => [
        ...filterUses(rule, filter, backends, use),
        ...filterBackend(filter, backends).flatMap((backend) =>
          tlsUses(backend, filter.origin, use),
        ),
      ]),
      ...timeoutUses(rule, use),
      ...retryUses(rule, use),
      ...actionUses(rule, backends, use),
    ];
  });
  return [
    ...listenerTlsFeatures(gateway),
    ...listenerFilterFeatures(gateway, backends),
    ...ofRules,
    ...streamFeatures(gateway, backends, useOfRule),
    ...tracingFeatures(gateway, backends),
  ];
}

/** The backend that a filter itself sends requests to. */
function filterBackend(filter: Filter, backends: Lookup): readonly Backend[] {
  const id =
    filter.kind === 'mirror'
      ? filter.backend
      : filter.kind === 'external-auth'
        ? filter.auth.backend
        : null;
  const found = id === null ? undefined : backends.get(id);
  return found === undefined ? [] : [found];
}

function actionUses(rule: Rule, backends: Lookup, use: Use): readonly FeatureUse[] {
  const { action } = rule;
  if (action.kind === 'redirect') return [use('HTTPRouteRedirect', action.redirect.origin, action)];
  if (action.kind !== 'forward') return [];
  const chosen = action.backends
    .filter(({ weight }) => weight > 0)
    .map((reference): ChosenBackend => ({ reference, backend: backendOf(reference, backends) }));
  return [
    ...(chosen.length > 1
      ? [
          use('HTTPRouteWeight', originAt(rule.origin, 'backendRefs'), {
            backends: action.backends,
          }),
        ]
      : []),
    ...(rule.persistence === null
      ? []
      : [
          use('HTTPRouteSessionPersistence', rule.persistence.origin, {
            persistence: rule.persistence,
            backends: chosen,
          }),
        ]),
    ...action.backends.flatMap((reference) => [
      ...backendFilterUses(reference, action.backends, use),
      ...referenceUses(rule, reference, backendOf(reference, backends), use),
    ]),
  ];
}

function backendOf({ target }: WeightedBackend, backends: Lookup): Backend | null {
  return target.kind === 'backend' ? (backends.get(target.id) ?? null) : null;
}

function referenceUses(
  rule: Rule,
  reference: WeightedBackend,
  backend: Backend | null,
  use: Use,
): readonly FeatureUse[] {
  if (backend === null) return [];
  const { protocol } = rule;
  const { origin, weight } = reference;
  const uses: FeatureUse[] = [
    ...backendUses(backend, origin, use),
    ...(weight > 0 ? requestUses(rule, reference, backend, use) : []),
  ];
  // What a GRPCRoute sends is HTTP/2 anyway.
  if (backend.protocol === 'http2' && protocol === 'http')
    uses.push(use('HTTPRouteBackendProtocolH2C', originAt(origin, 'port'), { backend }));
  if (backend.protocol === 'websocket')
    uses.push(use('HTTPRouteBackendProtocolWebSocket', originAt(origin, 'port'), { backend }));
  return uses;
}

/** The routes of each rule, every match once although several hosts and listeners may list it. */
function groupRoutes(gateway: GatewayIr): ReadonlyMap<string, readonly Route[]> {
  const seen = new Set<string>();
  const byRule = new Map<string, Route[]>();
  for (const socket of gateway.sockets)
    for (const { hosts } of requestListeners(socket))
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

function retryUses({ retry, timeouts }: Rule, use: Use): readonly FeatureUse[] {
  if (retry === null) return [];
  const { origin, codes, backoff } = retry;
  return [
    use('HTTPRouteRetryConnectionError', origin, { retry }),
    ...(codes.length === 0
      ? []
      : [use('HTTPRouteRetryCodes', originAt(origin, 'codes'), { codes, timeouts })]),
    ...(backoff === null
      ? []
      : [use('HTTPRouteRetryBackoff', originAt(origin, 'backoff'), { milliseconds: backoff })]),
    ...(timeouts.request.kind === 'after'
      ? [use('HTTPRouteRetryTotalTimeout', origin, { retry, timeouts })]
      : []),
  ];
}

const pathFeatures = {
  exact: 'HTTPRoutePathExact',
  prefix: 'HTTPRoutePathPrefix',
  regex: 'HTTPRoutePathRegularExpression',
} as const satisfies Record<Match['path']['kind'], FeatureId>;

function matchUses(rule: Rule, { match, origin }: Route, use: Use): readonly FeatureUse[] {
  const { path, method, headers, query } = match;
  if (rule.protocol === 'grpc')
    return [
      use('GRPCRouteMethodMatching', originAt(origin, 'method'), { match: path }),
      ...headers.map((header) =>
        use('GRPCRouteHeaderMatching', originAt(origin, 'headers'), { match: header }),
      ),
    ];
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

function filterUses(
  { action }: Rule,
  filter: Filter,
  backends: Lookup,
  use: Use,
): readonly FeatureUse[] {
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
    case 'mirror':
      return [use('HTTPRouteRequestMirror', filter.origin, { share: filter.share })];
    case 'cors':
      return [
        use('HTTPRouteCORS', filter.origin, {
          cors: filter.cors,
          redirects: action.kind === 'redirect',
        }),
      ];
    case 'external-auth':
      return [externalAuthUse(filter, backends, use)];
    default:
      return assertNever(filter);
  }
}

function backendFilterUses(
  target: WeightedBackend,
  backends: readonly WeightedBackend[],
  use: Use,
): readonly FeatureUse[] {
  return target.filters.flatMap((filter) => {
    switch (filter.kind) {
      case 'request-headers':
        return [use('HTTPRouteBackendRequestHeaderModification', filter.origin, filter)];
      case 'response-headers':
        return [use('HTTPRouteBackendResponseHeaderModification', filter.origin, filter)];
      case 'url-rewrite':
        return [use('HTTPRouteBackendURLRewrite', filter.origin, { backends })];
      // Resolving refuses these in a backendRef.
      case 'mirror':
      case 'cors':
      case 'external-auth':
        return [];
      default:
        return assertNever(filter);
    }
  });
}

function timeoutUses({ timeouts, retry, origin }: Rule, use: Use): readonly FeatureUse[] {
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
            retry,
          }),
        ]),
  ];
}
