import type { ResourceId } from '../source/place.ts';

/** metav1.Condition without lastTransitionTime, which only an observer over time can know. */
export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
  /** metadata.generation of the object that the condition is about. */
  readonly observedGeneration: number;
}

export interface RouteGroupKind {
  readonly group: string;
  readonly kind: string;
}

/** Gateway `status.listeners[]` and ListenerSet `status.listeners[]`. */
export interface ListenerStatus {
  readonly name: string;
  readonly supportedKinds: readonly RouteGroupKind[];
  readonly attachedRoutes: number;
  readonly conditions: readonly Condition[];
}

/** GatewayStatusAddress. */
export interface StatusAddress {
  readonly type: string;
  readonly value: string;
  readonly routability?: string;
}

export interface GatewayStatus {
  /** What the Gateway listens on; empty for all addresses of the machine. */
  readonly addresses: readonly StatusAddress[];
  readonly conditions: readonly Condition[];
  readonly listeners: readonly ListenerStatus[];
  /** Those that are accepted (GEP-1713). */
  readonly attachedListenerSets: number;
}

export interface ListenerSetStatus {
  readonly conditions: readonly Condition[];
  readonly listeners: readonly ListenerStatus[];
}

export interface GatewayClassStatus {
  readonly conditions: readonly Condition[];
  /** Sorted by name (GEP-2162). */
  readonly supportedFeatures: readonly { readonly name: string }[];
}

/** RouteParentStatus; one for each parentRef to a Gateway of ours. */
export interface RouteParentStatus {
  readonly parentRef: Readonly<Record<string, string | number>>;
  readonly controllerName: string;
  readonly conditions: readonly Condition[];
}

/** PolicyAncestorStatus (GEP-713), BackendAncestorStatus (GEP-4894). */
export interface PolicyAncestorStatus {
  readonly ancestorRef: Readonly<Record<string, string>>;
  readonly controllerName: string;
  readonly conditions: readonly Condition[];
}

export type RouteKind = 'HTTPRoute' | 'GRPCRoute' | 'TLSRoute' | 'TCPRoute' | 'UDPRoute';

/** What a controller would write to one object's `status`. */
export type ObjectStatus = { readonly id: ResourceId } & (
  | { readonly kind: 'GatewayClass'; readonly status: GatewayClassStatus }
  | { readonly kind: 'Gateway'; readonly status: GatewayStatus }
  | { readonly kind: 'ListenerSet'; readonly status: ListenerSetStatus }
  | {
      readonly kind: RouteKind;
      readonly status: { readonly parents: readonly RouteParentStatus[] };
    }
  | {
      readonly kind: 'BackendTLSPolicy' | 'XBackend' | 'XBackendTrafficPolicy' | 'XTelemetryPolicy';
      readonly status: { readonly ancestors: readonly PolicyAncestorStatus[] };
    }
);
