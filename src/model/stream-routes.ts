import type { DefaultScope } from './default-scope.ts';
import type { BackendReference, ParentReference, RouteSpec } from './references.ts';

/** Fields of TLSRoute that gatewright reads (Gateway API v1), with the CRD's defaults applied. */
export interface TlsRouteSpec extends RouteSpec {
  readonly rules?: readonly StreamRouteRule[];
}

/** Fields of TCPRoute and UDPRoute that gatewright reads (Gateway API v1), with the CRDs' defaults applied. */
export interface StreamRouteSpec {
  readonly parentRefs?: readonly ParentReference[];
  /** GEP-3793. */
  readonly useDefaultGateways?: DefaultScope;
  readonly rules?: readonly StreamRouteRule[];
}

/** A rule of a TLSRoute, TCPRoute or UDPRoute. */
export interface StreamRouteRule {
  readonly name?: string;
  readonly backendRefs?: readonly StreamBackendRef[];
}

export interface StreamBackendRef extends BackendReference {
  readonly weight: number;
}
