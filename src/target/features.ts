import {
  requestListeners,
  type Backend,
  type BackendId,
  type Filter,
  type GatewayIr,
  type Match,
  type Route,
  type Rule,
  type RuleId,
  type WeightedBackend,
} from '../ir/index.ts';
import { backendUses, requestUses, tlsUses, useOfRule, type Use } from './backend-features.ts';
import type { ChosenBackend, FeatureId, Visit } from './feature.ts';
import { externalAuthUse, listenerFilterFeatures } from './listener-filter-features.ts';
import { listenerTlsFeatures } from './listener-tls-features.ts';
import { tracingFeatures } from './tracing-features.ts';
import { streamFeatures } from './stream-features.ts';
import { assertNever } from '../util/assert-never.ts';

type Lookup = ReadonlyMap<BackendId, Backend>;

/** Tells of every feature that a Gateway uses: its listeners, its rules in their order, itself; each use once. */
export function visitFeatures(gateway: GatewayIr, visit: Visit): void {
  const backends: Lookup = new Map(gateway.backends.map((backend) => [backend.id, backend]));
  listenerTlsFeatures(gateway, visit);
  listenerFilterFeatures(gateway, backends, visit);
  const routesByRule = groupRoutes(gateway);
  for (const rule of gateway.rules) {
    const use = useOfRule(rule.id, visit);
    for (const route of routesByRule.get(rule.id)?.values() ?? []) matchUses(rule, route, use);
    for (const filter of rule.filters) {
      filterUses(rule, filter, backends, use);
      const backend = filterBackend(filter, backends);
      if (backend !== undefined) tlsUses(backend, filter.origin, use);
    }
    timeoutUses(rule, use);
    retryUses(rule, use);
    actionUses(rule, backends, use);
  }
  streamFeatures(gateway, backends, visit);
  tracingFeatures(gateway, backends, visit);
}

/** The backend that a filter itself sends requests to. */
function filterBackend(filter: Filter, backends: Lookup): Backend | undefined {
  const id =
    filter.kind === 'mirror'
      ? filter.backend
      : filter.kind === 'external-auth'
        ? filter.auth.backend
        : null;
  return id === null ? undefined : backends.get(id);
}

function actionUses(rule: Rule, backends: Lookup, use: Use): void {
  const { action } = rule;
  if (action.kind === 'redirect') use('HTTPRouteRedirect', action.redirect.origin, action);
  if (action.kind !== 'forward') return;
  const chosen = action.backends
    .filter(({ weight }) => weight > 0)
    .map((reference): ChosenBackend => ({ reference, backend: backendOf(reference, backends) }));
  if (chosen.length > 1)
    use('HTTPRouteWeight', rule.origin, { backends: action.backends }, ['backendRefs']);
  if (rule.persistence !== null)
    use('HTTPRouteSessionPersistence', rule.persistence.origin, {
      persistence: rule.persistence,
      backends: chosen,
    });
  for (const reference of action.backends) {
    backendFilterUses(reference, action.backends, use);
    referenceUses(rule, reference, backendOf(reference, backends), use);
  }
}

function backendOf({ target }: WeightedBackend, backends: Lookup): Backend | null {
  return target.kind === 'backend' ? (backends.get(target.id) ?? null) : null;
}

function referenceUses(
  rule: Rule,
  reference: WeightedBackend,
  backend: Backend | null,
  use: Use,
): void {
  if (backend === null) return;
  const { origin, weight } = reference;
  backendUses(backend, origin, use);
  if (weight > 0) requestUses(rule, reference, backend, use);
  // What a GRPCRoute sends is HTTP/2 anyway.
  if (backend.protocol === 'http2' && rule.protocol === 'http')
    use('HTTPRouteBackendProtocolH2C', origin, { backend }, ['port']);
  if (backend.protocol === 'websocket')
    use('HTTPRouteBackendProtocolWebSocket', origin, { backend }, ['port']);
}

/** The routes of each rule by match, every match once although several hosts and listeners may list it. */
function groupRoutes(gateway: GatewayIr): ReadonlyMap<RuleId, ReadonlyMap<number, Route>> {
  const byRule = new Map<RuleId, Map<number, Route>>();
  for (const socket of gateway.sockets)
    for (const { hosts } of requestListeners(socket))
      for (const { routes } of hosts)
        for (const route of routes) {
          const known = byRule.get(route.rule);
          if (known === undefined) byRule.set(route.rule, new Map([[route.matchIndex, route]]));
          else if (!known.has(route.matchIndex)) known.set(route.matchIndex, route);
        }
  return byRule;
}

function retryUses({ retry, timeouts }: Rule, use: Use): void {
  if (retry === null) return;
  const { origin, codes, backoff } = retry;
  use('HTTPRouteRetryConnectionError', origin, { retry });
  if (codes.length > 0) use('HTTPRouteRetryCodes', origin, { codes, timeouts }, ['codes']);
  if (backoff !== null)
    use('HTTPRouteRetryBackoff', origin, { milliseconds: backoff }, ['backoff']);
  if (timeouts.request.kind === 'after')
    use('HTTPRouteRetryTotalTimeout', origin, { retry, timeouts });
}

const pathFeatures = {
  exact: 'HTTPRoutePathExact',
  prefix: 'HTTPRoutePathPrefix',
  regex: 'HTTPRoutePathRegularExpression',
} as const satisfies Record<Match['path']['kind'], FeatureId>;

function matchUses(rule: Rule, { match, origin }: Route, use: Use): void {
  const { path, method, headers, query } = match;
  if (rule.protocol === 'grpc') {
    use('GRPCRouteMethodMatching', origin, { match: path }, ['method']);
    for (const header of headers)
      use('GRPCRouteHeaderMatching', origin, { match: header }, ['headers']);
    return;
  }
  use(pathFeatures[path.kind], origin, { match: path }, ['path', 'value']);
  if (method !== null) use('HTTPRouteMethodMatching', origin, { method }, ['method']);
  for (const header of headers)
    use('HTTPRouteHeaderMatching', origin, { match: header }, ['headers']);
  for (const [position, param] of query.entries())
    use('HTTPRouteQueryParamMatching', origin, { match: param }, ['queryParams', position]);
}

function filterUses({ action }: Rule, filter: Filter, backends: Lookup, use: Use): void {
  const { origin } = filter;
  switch (filter.kind) {
    case 'request-headers':
      use('HTTPRouteRequestHeaderModification', origin, filter);
      return;
    case 'response-headers':
      use('HTTPRouteResponseHeaderModification', origin, filter);
      return;
    case 'url-rewrite': {
      const { hostname, path } = filter;
      if (hostname !== null) use('HTTPRouteHostRewrite', origin, { hostname });
      if (path !== null) use('HTTPRoutePathRewrite', origin, { path });
      return;
    }
    case 'mirror':
      use('HTTPRouteRequestMirror', origin, { share: filter.share });
      return;
    case 'cors':
      use('HTTPRouteCORS', origin, { cors: filter.cors, redirects: action.kind === 'redirect' });
      return;
    case 'external-auth':
      externalAuthUse(filter, backends, use);
      return;
    default:
      assertNever(filter);
  }
}

function backendFilterUses(
  target: WeightedBackend,
  backends: readonly WeightedBackend[],
  use: Use,
): void {
  for (const filter of target.filters)
    switch (filter.kind) {
      case 'request-headers':
        use('HTTPRouteBackendRequestHeaderModification', filter.origin, filter);
        break;
      case 'response-headers':
        use('HTTPRouteBackendResponseHeaderModification', filter.origin, filter);
        break;
      case 'url-rewrite':
        use('HTTPRouteBackendURLRewrite', filter.origin, { backends });
        break;
      // Resolving refuses these in a backendRef.
      case 'mirror':
      case 'cors':
      case 'external-auth':
        break;
      default:
        assertNever(filter);
    }
}

function timeoutUses({ timeouts, retry, origin }: Rule, use: Use): void {
  const { request, backendRequest } = timeouts;
  if (request.kind !== 'default')
    use('HTTPRouteRequestTimeout', origin, { timeout: request }, ['timeouts', 'request']);
  if (backendRequest.kind !== 'default')
    use('HTTPRouteBackendTimeout', origin, { timeout: backendRequest, retry }, [
      'timeouts',
      'backendRequest',
    ]);
}
