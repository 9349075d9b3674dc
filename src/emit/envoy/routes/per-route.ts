import type { Retry, SessionPersistence } from '../../../ir/index.ts';
import type { Route } from '../generated/envoy-api.ts';
import { authorized, externalAuthName } from '../external-auth.ts';
import type { ForwardPlan } from '../filters/index.ts';
import { corsFilterName, sessionFilterName } from '../http-filters.ts';
import { corsPolicy } from './cors.ts';
import { sessionState } from './persistence.ts';

// Envoy sends again only what it has kept, and keeps 32 kB (limits.ts) where nothing is said.
const RETRY_BUFFER_BYTES = 1_048_576;

/** A route whose requests may be sent again keeps them. */
export function retryBuffer(retry: Retry | null): Pick<Route, 'request_body_buffer_limit'> {
  return retry === null ? {} : { request_body_buffer_limit: RETRY_BUFFER_BYTES };
}

/** What switches HTTP filters on for a route. Envoy takes names that no filter has without a word. */
export function perRoute(
  { cors, auth }: ForwardPlan,
  persistence: SessionPersistence | null,
): Pick<Route, 'typed_per_filter_config'> {
  if (cors === null && auth === null && persistence === null) return {};
  const configs = {
    ...(cors === null ? {} : { [corsFilterName]: corsPolicy(cors) }),
    ...(auth === null ? {} : { [externalAuthName(auth)]: authorized }),
    ...(persistence === null ? {} : { [sessionFilterName]: sessionState(persistence) }),
  };
  return { typed_per_filter_config: configs };
}

/** The same for sessions of one cluster among several. */
export function sessionFilter(
  persistence: SessionPersistence | null,
): Pick<Route, 'typed_per_filter_config'> {
  if (persistence === null) return {};
  return { typed_per_filter_config: { [sessionFilterName]: sessionState(persistence) } };
}
