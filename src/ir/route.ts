import type { Origin, ResourceId } from '../source/place.ts';
import type { WeightedBackend } from './backend.ts';
import type { Filter, Redirect } from './filter.ts';
import type { Match } from './match.ts';
import type { Hostname, RuleId } from './names.ts';
import type { SessionPersistence } from './session.ts';

/** One match of one rule, as an entry of a virtual host's ordered list. The first that fits wins. */
export interface Route {
  readonly rule: RuleId;
  /** Position in the rule's `matches`, from 0. */
  readonly matchIndex: number;
  readonly match: Match;
  readonly origin: Origin;
}

/** What happens to the requests of one rule; shared by all its matches, hostnames and listeners. */
export interface Rule {
  readonly id: RuleId;
  readonly protocol: 'http' | 'grpc';
  readonly route: ResourceId;
  /** `hostnames` of the route; empty for every host. They and `created` decide between rules that both fit a request. */
  readonly hostnames: readonly Hostname[];
  /** RFC 3339 in UTC; null for routes that only ever were files. */
  readonly created: string | null;
  /** Position in the route's `rules`, from 0. */
  readonly index: number;
  /** `rules[].name` (GEP-995), or null. */
  readonly name: string | null;
  readonly filters: readonly Filter[];
  readonly action: Action;
  readonly timeouts: Timeouts;
  /** Null where a request is sent once. */
  readonly retry: Retry | null;
  /** Null where any endpoint may get any request. */
  readonly persistence: SessionPersistence | null;
  readonly origin: Origin;
}

export type Action =
  | { readonly kind: 'forward'; readonly backends: readonly WeightedBackend[] }
  | { readonly kind: 'redirect'; readonly redirect: Redirect }
  | { readonly kind: 'respond'; readonly status: number; readonly reason: RespondReason };

/** Why requests get a fixed answer. */
export type RespondReason = 'no-backends' | 'invalid-rule' | 'unsupported';

/** `timeouts` of a rule (GEP-1742). */
export interface Timeouts {
  /** From the request's start to the end of the response. */
  readonly request: TimeoutSetting;
  /** For one attempt at a backend. */
  readonly backendRequest: TimeoutSetting;
}

/** `default`: not set in the manifest. `disabled`: set to zero. */
export type TimeoutSetting =
  | { readonly kind: 'default' }
  | { readonly kind: 'disabled' }
  | { readonly kind: 'after'; readonly milliseconds: number };

/** HTTPRouteRetry (GEP-1731). A connection that fails before a response is retried in any case. */
export interface Retry {
  /** Statuses of responses that are retried, ascending. */
  readonly codes: readonly number[];
  /** Retries after the first attempt; at least 1. */
  readonly attempts: number;
  /** Base interval between attempts in milliseconds; null to leave it to the target. */
  readonly backoff: number | null;
  readonly origin: Origin;
}
