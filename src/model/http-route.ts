import type { ExternalAuthFilter } from './external-auth.ts';
import type { DefaultScope } from './default-scope.ts';
import type { BackendReference, ParentReference } from './references.ts';

/** Fields of HTTPRoute that gatewright reads (Gateway API v1), with the CRD's defaults applied. */
export interface HttpRouteSpec {
  readonly parentRefs?: readonly ParentReference[];
  /** GEP-3793. */
  readonly useDefaultGateways?: DefaultScope;
  readonly hostnames?: readonly string[];
  readonly rules: readonly HttpRouteRule[];
}

export interface HttpRouteRule {
  readonly name?: string;
  readonly matches: readonly HttpRouteMatch[];
  readonly filters?: readonly HttpRouteFilter[];
  readonly backendRefs?: readonly HttpBackendRef[];
  readonly timeouts?: HttpRouteTimeouts;
  readonly retry?: HttpRouteRetry;
  readonly sessionPersistence?: SessionPersistenceSpec;
}

export interface HttpRouteMatch {
  readonly path: HttpPathMatch;
  readonly headers?: readonly NamedMatch[];
  readonly queryParams?: readonly NamedMatch[];
  readonly method?: string;
}

export interface HttpPathMatch {
  readonly type: 'Exact' | 'PathPrefix' | 'RegularExpression';
  readonly value: string;
}

export interface NamedMatch {
  readonly type: 'Exact' | 'RegularExpression';
  readonly name: string;
  readonly value: string;
}

export interface HttpRouteFilter {
  readonly type: string;
  readonly requestHeaderModifier?: HeaderFilter;
  readonly responseHeaderModifier?: HeaderFilter;
  readonly requestRedirect?: RequestRedirectFilter;
  readonly urlRewrite?: UrlRewriteFilter;
  readonly requestMirror?: RequestMirrorFilter;
  readonly cors?: CorsFilter;
  readonly externalAuth?: ExternalAuthFilter;
}

export interface HeaderFilter {
  readonly set?: readonly HttpHeader[];
  readonly add?: readonly HttpHeader[];
  readonly remove?: readonly string[];
}

export interface HttpHeader {
  readonly name: string;
  readonly value: string;
}

export interface RequestRedirectFilter {
  readonly scheme?: 'http' | 'https';
  readonly hostname?: string;
  readonly path?: HttpPathModifier;
  readonly port?: number;
  readonly statusCode: 301 | 302 | 303 | 307 | 308;
}

export interface UrlRewriteFilter {
  readonly hostname?: string;
  readonly path?: HttpPathModifier;
}

export interface HttpPathModifier {
  readonly type: 'ReplaceFullPath' | 'ReplacePrefixMatch';
  readonly replaceFullPath?: string;
  readonly replacePrefixMatch?: string;
}

export interface HttpBackendRef extends BackendReference {
  readonly weight: number;
  readonly filters?: readonly HttpRouteFilter[];
}

/** GEP-2257 durations. */
export interface HttpRouteTimeouts {
  readonly request?: string;
  readonly backendRequest?: string;
}

/** GEP-1731; `backoff` is a GEP-2257 duration. */
export interface HttpRouteRetry {
  readonly codes?: readonly number[];
  readonly attempts: number;
  readonly backoff?: string;
}

/** GEP-1619, as Gateway API writes it since 1.7. */
export interface SessionPersistenceSpec {
  readonly type: 'Cookie' | 'Header';
  readonly absoluteTimeout?: string;
  readonly cookie?: {
    readonly name?: string;
    readonly path: string;
    readonly lifetimeType: 'Permanent' | 'Session';
  };
  readonly header?: { readonly name: string };
}

export interface RequestMirrorFilter {
  readonly backendRef: BackendReference;
  readonly percent?: number;
  readonly fraction?: { readonly numerator: number; readonly denominator: number };
}

/** GEP-1767. */
export interface CorsFilter {
  readonly allowOrigins?: readonly string[];
  readonly allowCredentials?: boolean;
  readonly allowMethods?: readonly string[];
  readonly allowHeaders?: readonly string[];
  readonly exposeHeaders?: readonly string[];
  /** Seconds. */
  readonly maxAge: number;
}
