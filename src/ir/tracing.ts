import type { Origin } from '../source/place.ts';
import type { HeaderValue, Share } from './filter.ts';
import type { BackendId } from './names.ts';

/** Spans for all requests of a Gateway, sent by OTLP over gRPC (GEP-4768). */
export interface Tracing {
  readonly collector: BackendId;
  /** Of the requests that bring the spans. */
  readonly headers: readonly HeaderValue[];
  /** `service.name`. */
  readonly serviceName: string;
  /** Null for what the proxy calls them. */
  readonly spanName: string | null;
  /** Of the requests that belong to no trace yet; of all where `parents` is null. */
  readonly sampled: Share;
  /** Of the requests that belong to a sampled trace; null when their traces do not matter. */
  readonly parents: Share | null;
  /** By name, each once. */
  readonly attributes: readonly SpanAttribute[];
  readonly origin: Origin;
}

/** An attribute of every span; it is left out where the request has no such value. */
export interface SpanAttribute {
  readonly name: string;
  readonly source:
    | { readonly kind: 'literal'; readonly value: string }
    /** Of the request or of the response; in lower case. */
    | { readonly kind: 'header'; readonly name: string }
    /** A key of OpenTelemetry's semantic conventions (GEP-5253). */
    | { readonly kind: 'attribute'; readonly key: string };
  readonly origin: Origin;
}
