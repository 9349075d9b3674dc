import type { ExternalAuth, GatewayIr, Rule } from '../../ir/index.ts';
import { externalAuthFilter, externalAuthName } from './external-auth.ts';
import type { HttpFilter } from './generated/envoy-api.ts';

export const corsFilterName = 'envoy.filters.http.cors';
export const sessionFilterName = 'envoy.filters.http.stateful_session';

/**
 * The HTTP filters of a Gateway's listeners: those that some rule uses, in the order in which requests meet
 * them. They do nothing until a route switches them on. CORS comes first, since browsers send preflights
 * without credentials.
 */
export function httpFilters({ rules, backends }: GatewayIr): readonly HttpFilter[] {
  const auths = new Map(rules.flatMap(authsOf).map((auth) => [externalAuthName(auth), auth]));
  return [
    ...(rules.some(usesCors) ? [cors] : []),
    ...[...auths]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, auth]) => externalAuthFilter(name, auth)),
    ...([...rules, ...backends].some(({ persistence }) => persistence !== null) ? [session] : []),
    router,
  ];
}

function usesCors({ filters }: Rule): boolean {
  return filters.some(({ kind }) => kind === 'cors');
}

function authsOf({ filters }: Rule): readonly ExternalAuth[] {
  return filters.flatMap((filter) => (filter.kind === 'external-auth' ? [filter.auth] : []));
}

const cors: HttpFilter = {
  name: corsFilterName,
  typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors' },
};

const session: HttpFilter = {
  name: sessionFilterName,
  typed_config: {
    '@type':
      'type.googleapis.com/envoy.extensions.filters.http.stateful_session.v3.StatefulSession',
  },
};

const router: HttpFilter = {
  name: 'envoy.filters.http.router',
  typed_config: {
    '@type': 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router',
    // Rewrites would tell backends the original path, and clients the backend's time.
    suppress_envoy_headers: true,
  },
};
