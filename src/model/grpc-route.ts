import type { DefaultScope } from './default-scope.ts';
import type { HttpRouteFilter, NamedMatch, SessionPersistenceSpec } from './http-route.ts';
import type { BackendReference, ParentReference } from './references.ts';

/** Fields of GRPCRoute that gatewright reads (Gateway API v1), with the CRD's defaults applied. */
export interface GrpcRouteSpec {
  readonly parentRefs?: readonly ParentReference[];
  /** GEP-3793. */
  readonly useDefaultGateways?: DefaultScope;
  readonly hostnames?: readonly string[];
  readonly rules?: readonly GrpcRouteRule[];
}

export interface GrpcRouteRule {
  readonly name?: string;
  /** Without any, every gRPC request matches. */
  readonly matches?: readonly GrpcRouteMatch[];
  readonly filters?: readonly GrpcRouteFilter[];
  readonly backendRefs?: readonly GrpcBackendRef[];
  readonly sessionPersistence?: SessionPersistenceSpec;
}

export interface GrpcRouteMatch {
  readonly method?: GrpcMethodMatch;
  readonly headers?: readonly NamedMatch[];
}

export interface GrpcMethodMatch {
  readonly type: 'Exact' | 'RegularExpression';
  readonly service?: string;
  readonly method?: string;
}

/** The filters that GRPCRoute shares with HTTPRoute, whose fields are the same. */
export type GrpcRouteFilter = Pick<
  HttpRouteFilter,
  'type' | 'requestHeaderModifier' | 'responseHeaderModifier' | 'requestMirror'
>;

export interface GrpcBackendRef extends BackendReference {
  readonly weight: number;
  readonly filters?: readonly GrpcRouteFilter[];
}
