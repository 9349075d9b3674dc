import type { ExternalAuth, GatewayIr, HttpListener, HttpsListener, Rule } from '../../ir/index.ts';
import {
  externalAuthFilter,
  externalAuthName,
  listenerAuthFilter,
  listenerAuthName,
  unasked,
} from './external-auth.ts';
import type { HttpFilter, RouteConfiguration } from './generated/envoy-api.ts';

export const corsFilterName = 'envoy.filters.http.cors';
export const sessionFilterName = 'envoy.filters.http.stateful_session';

type Listener = HttpListener | HttpsListener;
export type PerFilter = Pick<RouteConfiguration, 'typed_per_filter_config'>;

/** The HTTP filters of the listeners that share a connection manager, and what is said of them for all routes. */
export interface HttpFilters {
  readonly filters: readonly HttpFilter[];
  readonly forAllRoutes: PerFilter;
}

/** What the rules of a Gateway use, whatever listeners they are attached to. */
export interface FiltersOfRules {
  readonly auths: readonly HttpFilter[];
  readonly usesCors: boolean;
  readonly usesSessions: boolean;
}

export function filtersOfRules({ rules, backends }: GatewayIr): FiltersOfRules {
  const auths = new Map<string, ExternalAuth>();
  let usesCors = false;
  for (const { filters } of rules)
    for (const filter of filters) {
      if (filter.kind === 'external-auth') auths.set(externalAuthName(filter.auth), filter.auth);
      usesCors ||= filter.kind === 'cors';
    }
  return {
    auths: [...auths]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, auth]) => externalAuthFilter(name, auth)),
    usesCors,
    usesSessions: rules.some(hasSessions) || backends.some(hasSessions),
  };
}

/**
 * The HTTP filters of some listeners, in the order in which requests meet them: the listeners' own, then those
 * that some rule uses, which do nothing until a route switches them on. Among these CORS comes first, since browsers
 * send preflights without credentials.
 */
export function httpFilters(
  { auths, usesCors, usesSessions }: FiltersOfRules,
  listeners: readonly Listener[],
): HttpFilters {
  const first = listeners.flatMap(listenerAuths);
  // Envoy settles which filters are disabled by the first route that it finds, which is not the last one where
  // filters of a listener change the request. So it is the routes that then say whom to ask.
  const decidedLate = first.length > 0;
  return {
    filters: [
      ...first.map(({ name, auth }) => listenerAuthFilter(name, auth)),
      ...(usesCors ? [cors] : []),
      ...auths.map((filter) => (decidedLate ? filter : { ...filter, disabled: true })),
      ...(usesSessions ? [session] : []),
      router,
    ],
    forAllRoutes: decidedLate ? perFilter(auths.map(({ name }) => [name, unasked])) : {},
  };
}

/** Switches off what other listeners ask for: a host of this one is none of theirs. */
export function withoutFiltersOf(others: readonly Listener[]): PerFilter {
  return perFilter(others.flatMap(listenerAuths).map(({ name }) => [name, unasked]));
}

function perFilter(settings: readonly (readonly [string, typeof unasked])[]): PerFilter {
  return settings.length === 0 ? {} : { typed_per_filter_config: Object.fromEntries(settings) };
}

function listenerAuths({ id, filters }: Listener) {
  return filters === 'invalid'
    ? []
    : filters.map(({ auth }, position) => ({ name: listenerAuthName(id, position), auth }));
}

function hasSessions({ persistence }: Pick<Rule, 'persistence'>): boolean {
  return persistence !== null;
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
