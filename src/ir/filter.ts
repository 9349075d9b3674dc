import type { Origin } from '../source/place.ts';

export interface HeaderValue {
  /** As written; compare without case. */
  readonly name: string;
  readonly value: string;
}

/** HTTPHeaderFilter: removal comes first, then `set` (replaces), then `add` (appends). */
export interface HeaderChanges {
  readonly set: readonly HeaderValue[];
  readonly add: readonly HeaderValue[];
  readonly remove: readonly string[];
}

/**
 * How a path changes (HTTPPathModifier). `prefix` replaces the matched prefix: both sides are without
 * trailing slash, and an empty replacement stands for `/`. The query string always stays.
 */
export type PathChange =
  | { readonly kind: 'full'; readonly value: string }
  | { readonly kind: 'prefix'; readonly matched: string; readonly replacement: string };

/** Changes to a request or response on its way; in the order of the manifest. */
export type Filter =
  | { readonly kind: 'request-headers'; readonly changes: HeaderChanges; readonly origin: Origin }
  | { readonly kind: 'response-headers'; readonly changes: HeaderChanges; readonly origin: Origin }
  | {
      readonly kind: 'url-rewrite';
      /** New Host header, or null to keep the client's. */
      readonly hostname: string | null;
      readonly path: PathChange | null;
      readonly origin: Origin;
    };

/** A redirect instead of a backend (HTTPRequestRedirectFilter). Null parts stay as in the request. */
export interface Redirect {
  readonly scheme: 'http' | 'https' | null;
  readonly hostname: string | null;
  readonly path: PathChange | null;
  readonly port: RedirectPort;
  readonly statusCode: 301 | 302 | 303 | 307 | 308;
  readonly origin: Origin;
}

/**
 * Port of the redirect's target. `explicit`: as the filter says. `scheme`: the filter names a scheme
 * and no port, so its well-known port. `listener`: neither, so the port that the request came in on.
 * A port that is the well-known one of the resulting scheme is left out.
 */
export type RedirectPort =
  | { readonly kind: 'explicit'; readonly port: number }
  | { readonly kind: 'scheme' }
  | { readonly kind: 'listener' };
