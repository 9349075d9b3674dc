import type { DefaultScope } from './default-scope.ts';

/** BackendObjectReference: one port of a Service, or another kind of backend. */
export interface BackendReference {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly port?: number;
}

/** What all kinds of routes have that are told apart by hostname. */
export interface RouteSpec {
  readonly parentRefs?: readonly ParentReference[];
  /** GEP-3793. */
  readonly useDefaultGateways?: DefaultScope;
  readonly hostnames?: readonly string[];
}

/** ParentReference of a route. */
export interface ParentReference {
  readonly group: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly sectionName?: string;
  readonly port?: number;
}
