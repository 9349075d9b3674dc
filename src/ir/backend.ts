import type { Origin, ResourceId } from '../source/place.ts';
import type { Filter } from './filter.ts';
import type { BackendId } from './names.ts';
import type { BackendTls } from './tls.ts';

/** Something that requests can be sent to: one port of one Service. */
export interface Backend {
  readonly id: BackendId;
  readonly resource: ResourceId;
  /** The Service's port, as the backendRef names it. */
  readonly port: number;
  readonly protocol: BackendProtocol;
  /** Null for connections in the clear. */
  readonly tls: BackendTls | null;
  readonly address: BackendAddress;
  /** The first reference to it. */
  readonly origin: Origin;
}

/**
 * What is spoken to the backend (GEP-1911 appProtocol), with or without TLS. `http2` is by prior knowledge;
 * `websocket` is HTTP/1.1 whose connections may be silent for as long as they like. `tcp` and `udp` carry bytes that
 * nobody looks into, such as those of TLS that only passes through.
 */
export type BackendProtocol = 'http1' | 'http2' | 'websocket' | 'tcp' | 'udp';

/**
 * `endpoints`: literal addresses, sorted; empty when none is ready (requests get 503).
 * `dns`: one name that the proxy resolves at run time.
 */
export type BackendAddress =
  | { readonly kind: 'endpoints'; readonly endpoints: readonly Endpoint[] }
  | { readonly kind: 'dns'; readonly host: string; readonly port: number };

export interface Endpoint {
  /** IPv4 or IPv6 literal without brackets. */
  readonly address: string;
  readonly port: number;
}

/** One of the backends of a rule. A weight of 0 gets no requests; such entries are kept for reports. */
export interface WeightedBackend {
  readonly weight: number;
  readonly target: BackendTarget;
  /** Filters of this backendRef alone; they come after those of the rule. None where there are no requests. */
  readonly filters: readonly Filter[];
  readonly origin: Origin;
}

/** `unresolved`: the reference is invalid, so its share of requests gets 500, and of connections is closed. */
export type BackendTarget =
  { readonly kind: 'backend'; readonly id: BackendId } | { readonly kind: 'unresolved' };
