import type { Line } from './directive.ts';
import type { Block } from './print.ts';
import type { VariableName } from './quote.ts';

/**
 * What the templates print. Everything is ready text: templates decide order, grouping and comments
 * only. Comments may carry provenance marks that `settleProvenance` takes out again.
 */
export interface NginxView {
  /** `Gateway namespace/name`. */
  readonly title: string;
  /** Labels and annotations that the Gateway asks for, one to a line. */
  readonly metadata: readonly string[];
  /** The oldest NGINX that accepts and understands the file. */
  readonly version: string;
  /** Sizes of NGINX's hash tables, where the defaults are too small. */
  readonly hashes: string;
  /** Dot segments are refused instead of resolved. */
  readonly strictPaths: boolean;
  readonly usesTls: boolean;
  /** Connections come from servers of `stream` of a version that hands them over as new ones. */
  readonly realIp: boolean;
  readonly usesDollar: boolean;
  /** `http2`, where one directive switches it on for all ports. */
  readonly http2: string;
  /** Some clients are sent away for want of a certificate. */
  readonly guards: boolean;
  /** Some requests are given to their rule by `return 418`. */
  readonly searches: boolean;
  /** Some answers lead on to others. */
  readonly usesJumps: boolean;
  readonly usesCors: boolean;
  readonly usesGrpcRoutes: boolean;
  /** Some backend speaks HTTP/2. */
  readonly usesGrpcPass: boolean;
  /** The `resolver`, when some backend is a DNS name. */
  readonly resolver: string;
  readonly mapGroups: readonly PrintedMaps[];
  readonly upstreams: string;
  readonly servers: readonly PrintedServer[];
  /** Null where nothing but requests is served. */
  readonly stream: StreamView | null;
}

export interface StreamView {
  readonly hashes: string;
  /** Some server of it ends TLS. */
  readonly usesTls: boolean;
  readonly resolver: string;
  readonly mapGroups: readonly PrintedMaps[];
  readonly upstreams: string;
  readonly servers: readonly PrintedServer[];
}

export interface PrintedMaps {
  readonly comment: string;
  readonly maps: string;
}

export interface PrintedServer {
  readonly comment: string;
  readonly settings: string;
  readonly locations: string;
}

/** What lowering makes of a Gateway, before it is printed. */
export interface LoweredGateway {
  readonly mapGroups: readonly MapGroup[];
  readonly upstreams: readonly Block[];
  readonly servers: readonly LoweredServer[];
}

export interface MapGroup {
  readonly comment: string;
  readonly maps: readonly MapBlock[];
}

/** A `map` or `split_clients` block. */
export interface MapBlock extends Block {
  readonly variable: VariableName;
}

export interface LoweredServer {
  readonly comment: string;
  readonly lines: readonly Line[];
  readonly locations: readonly LocationBlock[];
}

export interface LocationBlock extends Block {
  readonly lines: readonly Line[];
}
