import type { TargetName } from '../diagnostics/diagnostic.ts';
import type { ResourceId } from '../source/place.ts';
import type { TraceRequest } from './request.ts';

/** What becomes of a request, as plain data: `gatewright trace --format json` prints it (schemas/trace.schema.json). */
export interface Trace {
  readonly request: TraceRequest;
  /** Every Gateway that was asked, sorted by namespace and name. */
  readonly gateways: readonly GatewayTrace[];
}

export interface GatewayTrace {
  readonly namespace: string;
  readonly name: string;
  /** One entry where all targets do the same. */
  readonly results: readonly TargetsResult[];
}

export type TargetsResult = TargetResult & { readonly targets: readonly TargetName[] };

/** What one target does with the request. */
export interface TargetResult {
  /** Null where nothing listens, and where no listener takes the connection. */
  readonly listener: ListenerView | null;
  /** Null where the listener has no routes for the host, and for connections. */
  readonly host: HostView | null;
  /** In order of precedence. */
  readonly candidates: readonly Candidate[];
  readonly rule: RuleView | null;
  readonly outcome: Outcome;
  /** Findings of the target about the rules that were looked at. */
  readonly approximations: readonly Approximation[];
}

/** A place in a manifest, 1-based. */
export interface PlaceView {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface ListenerView {
  readonly name: string;
  readonly protocol: 'HTTP' | 'HTTPS' | 'TLS' | 'TCP' | 'UDP';
  /** TLS only. */
  readonly mode: 'Terminate' | 'Passthrough' | null;
  readonly port: number;
  /** Null for every host. */
  readonly hostname: string | null;
  readonly place: PlaceView;
}

export interface HostView {
  /** As the listener's routes name it; null for every host that the listener has. */
  readonly hostname: string | null;
}

export interface RuleView {
  readonly route: ResourceId;
  /** Position in the route's `rules`, from 0. */
  readonly index: number;
  readonly name: string | null;
  readonly place: PlaceView;
}

/** One match of one rule. */
export interface Candidate {
  readonly rule: RuleView;
  /** Position in the rule's `matches`, from 0. */
  readonly match: number;
  /** The match in words: `PathPrefix /cart, header x-tester: yes`. */
  readonly asks: string;
  readonly place: PlaceView;
  readonly verdict: Verdict;
}

export type Verdict =
  /** It takes the request. */
  | { readonly kind: 'taken' }
  /** It does not fit; every reason in words. */
  | { readonly kind: 'differs'; readonly why: readonly string[] }
  /** It fits, but the one that is taken comes first by this step. */
  | { readonly kind: 'preceded'; readonly step: Step; readonly why: string }
  /** The target cannot tell its requests apart, so that it gets none. */
  | { readonly kind: 'unsupported' };

/** The steps of precedence of HTTPRouteRule and GRPCRouteRule, in order. */
export type Step =
  'hostname' | 'path' | 'method' | 'headers' | 'query' | 'age' | 'name' | 'rule' | 'match';

export type Outcome =
  | Forwarded
  | {
      readonly kind: 'redirect';
      readonly status: number;
      readonly location: string;
      readonly filters: readonly FilterView[];
      readonly response: readonly HeaderChange[];
    }
  | {
      readonly kind: 'response';
      readonly status: number;
      /** Prose without a final dot. */
      readonly why: string;
      readonly filters: readonly FilterView[];
      readonly response: readonly HeaderChange[];
    }
  /** No response: the connection is closed, or not even accepted. */
  | { readonly kind: 'closed'; readonly why: string }
  /** Bytes or datagrams pass, which nobody looks into. */
  | { readonly kind: 'connection'; readonly shares: readonly ConnectionShare[] };

export interface Forwarded {
  readonly kind: 'forward';
  readonly filters: readonly FilterView[];
  readonly shares: readonly Share[];
  readonly timeouts: {
    /** Milliseconds; 0 for no limit, null for the proxy's default. */
    readonly request: number | null;
    readonly backendRequest: number | null;
  };
  readonly retry: {
    readonly attempts: number;
    readonly codes: readonly number[];
    readonly backoff: number | null;
  } | null;
  readonly session: { readonly kind: 'cookie' | 'header'; readonly name: string } | null;
}

/** A part of the requests of a rule. */
export interface Share {
  /** Of all requests of the rule. */
  readonly percent: number;
  /** Null for an invalid reference. */
  readonly backend: BackendView | null;
  /** The answer where there is nothing to send to; null where the backend answers. */
  readonly status: number | null;
  /** Why there is nothing to send to; prose without a final dot. */
  readonly why: string | null;
  /** Null where the backend gets none. */
  readonly request: BackendRequest | null;
  /** What becomes of the response's headers. */
  readonly response: readonly HeaderChange[];
}

export interface ConnectionShare {
  readonly percent: number;
  readonly backend: BackendView | null;
}

export interface BackendView {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  /** SNI and name of the backend's certificate; null for no TLS. */
  readonly tls: string | null;
  /** `address:port`, or one DNS name that the proxy resolves. */
  readonly addresses: readonly string[];
}

/** What a backend receives. */
export interface BackendRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly host: string;
  readonly headers: readonly BackendHeader[];
  /** Headers that the client sent and the backend does not get. */
  readonly removed: readonly string[];
}

/** A header of the request at the backend; `sent` came from the client, `changed` is a filter's, `proxy` the proxy's own. */
export interface BackendHeader {
  readonly name: string;
  /** Values that only the proxy knows stand in angle brackets. */
  readonly value: string;
  readonly from: 'sent' | 'changed' | 'proxy';
}

export interface HeaderChange {
  readonly name: string;
  readonly change: 'set' | 'add' | 'remove';
  /** Empty for `remove`. */
  readonly values: readonly string[];
}

/** A filter of the rule or of a backendRef, in the order of the manifest. */
export interface FilterView {
  readonly type: string;
  /** What it does, in words. */
  readonly does: string;
  readonly place: PlaceView;
}

export interface Approximation {
  readonly feature: string;
  /** What the target does, and what can be noticed of it; prose without a final dot. */
  readonly how: string;
  readonly differs: string;
  readonly place: PlaceView;
}
