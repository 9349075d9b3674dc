import type { Origin } from '../source/place.ts';
import type { BackendId } from './names.ts';

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
    }
  | {
      readonly kind: 'mirror';
      /** Gets a copy of requests; its responses are thrown away. */
      readonly backend: BackendId;
      readonly share: Share;
      readonly origin: Origin;
    }
  | { readonly kind: 'cors'; readonly cors: Cors; readonly origin: Origin }
  | { readonly kind: 'external-auth'; readonly auth: ExternalAuth; readonly origin: Origin };

/**
 * A filter of a listener (GEP-5224): done with every request of the listener before routes are looked for, which
 * see the request as it leaves it. Host never changes.
 */
export type ListenerFilter = Extract<Filter, { readonly kind: 'external-auth' }>;

/** A part of all requests: `numerator` of each `denominator`. */
export interface Share {
  readonly numerator: number;
  readonly denominator: number;
}

/** HTTPCORSFilter (GEP-1767). `any` stands for `*`. */
export interface Cors {
  readonly origins: 'any' | readonly CorsOrigin[];
  readonly credentials: boolean;
  readonly methods: 'any' | readonly string[];
  readonly headers: 'any' | readonly string[];
  readonly exposed: 'any' | readonly string[];
  /** Seconds. */
  readonly maxAge: number;
}

/** Lower case, as browsers send it: a port that is the well-known one of the scheme is left out. */
export type CorsOrigin =
  | {
      readonly kind: 'exact';
      readonly scheme: 'http' | 'https';
      readonly host: string;
      readonly port: number | null;
    }
  /** One or more labels stand before `suffix`, which begins with a dot or is empty. */
  | {
      readonly kind: 'wildcard';
      readonly scheme: 'http' | 'https';
      readonly suffix: string;
      readonly port: number | null;
    };

/** HTTPExternalAuthFilter (GEP-1494). Without an answer, requests are refused. */
export type ExternalAuth =
  | {
      readonly protocol: 'http';
      readonly backend: BackendId;
      /** Stands before the request's path, without a slash at its end; empty for nothing. */
      readonly pathPrefix: string;
      /** Request headers, in lower case, that are sent besides Host and Authorization. */
      readonly requestHeaders: readonly string[];
      /** Headers of the answer, in lower case, that are copied into the request. */
      readonly responseHeaders: 'all' | readonly string[];
      /** Bytes of the body that are sent; 0 for none. */
      readonly bodyLimit: number;
    }
  | {
      readonly protocol: 'grpc';
      readonly backend: BackendId;
      readonly requestHeaders: 'all' | readonly string[];
      readonly bodyLimit: number;
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
