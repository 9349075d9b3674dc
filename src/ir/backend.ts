import type { Origin, ResourceId } from '../source/place.ts';
import type { Filter } from './filter.ts';
import type { BackendId } from './names.ts';
import type { SessionPersistence } from './session.ts';
import type { BackendTls } from './tls.ts';

/** Something that requests can be sent to: one port of one Service or ServiceImport, or an XBackend. */
export interface Backend {
  readonly id: BackendId;
  readonly resource: ResourceId;
  /** The Service's port, as the backendRef names it; an XBackend's own. */
  readonly port: number;
  readonly protocol: BackendProtocol;
  /** Null for connections in the clear. */
  readonly tls: BackendTls | null;
  readonly address: BackendAddress;
  /** Null where any endpoint may get any request. What a rule says of its sessions comes first. */
  readonly persistence: SessionPersistence | null;
  /** Null where rules alone limit retries. */
  readonly retryBudget: RetryBudget | null;
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
  | {
      readonly kind: 'dns';
      readonly host: string;
      readonly port: number;
      /** The name is complete: with a search domain it could mean another. */
      readonly absolute: boolean;
    };

/** Retries that a backend gets from all rules together (GEP-3388); there are always as many as `minimum` allows. */
export interface RetryBudget {
  /** Retries of each hundred requests. */
  readonly percent: number;
  /** Milliseconds for which a request counts; at least 1000. */
  readonly interval: number;
  /** Retries in a number of milliseconds. */
  readonly minimum: { readonly count: number; readonly interval: number };
}

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
