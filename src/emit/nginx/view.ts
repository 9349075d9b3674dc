import type { Line } from './directive.ts';
import type { Block, Printed } from './print.ts';
import type { Comment, VariableName } from './quote.ts';

/**
 * What the templates print. Everything is ready text: templates decide order, grouping and comments
 * only. Comments may carry provenance marks that `settleProvenance` takes out again.
 */
export interface NginxView {
  /** `Gateway namespace/name`. */
  readonly title: Comment;
  /** Labels and annotations that the Gateway asks for, one to a line. */
  readonly metadata: readonly Comment[];
  /** The oldest NGINX that accepts and understands the file. */
  readonly version: OldestVersion;
  /** Sizes of NGINX's hash tables, where the defaults are too small. */
  readonly hashes: Printed;
  /** Dot segments are refused instead of resolved. */
  readonly strictPaths: boolean;
  readonly usesTls: boolean;
  /** Connections come from servers of `stream` of a version that hands them over as new ones. */
  readonly realIp: boolean;
  readonly usesDollar: boolean;
  /** `http2`, where one directive switches it on for all ports. */
  readonly http2: Printed;
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
  readonly resolver: Printed;
  readonly mapGroups: readonly PrintedMaps[];
  readonly upstreams: Printed;
  readonly servers: readonly PrintedServer[];
  /** Null where nothing but requests is served. */
  readonly stream: StreamView | null;
}

export type OldestVersion = '1.22' | '1.25.1' | '1.25.5' | '1.27.3' | '1.29.2';

export interface StreamView {
  readonly hashes: Printed;
  /** Some server of it ends TLS. */
  readonly usesTls: boolean;
  readonly resolver: Printed;
  readonly mapGroups: readonly PrintedMaps[];
  readonly upstreams: Printed;
  readonly servers: readonly PrintedServer[];
}

export interface PrintedMaps {
  readonly comment: Comment;
  readonly maps: Printed;
}

export interface PrintedServer {
  readonly comment: Comment;
  readonly settings: Printed;
  readonly locations: Printed;
}

/** What lowering makes of a Gateway, before it is printed. */
export interface LoweredGateway {
  readonly mapGroups: readonly MapGroup[];
  readonly upstreams: readonly Block[];
  readonly servers: readonly LoweredServer[];
}

export interface MapGroup {
  readonly comment: Comment;
  readonly maps: readonly MapBlock[];
}

/** A `map` or `split_clients` block. */
export interface MapBlock extends Block {
  readonly variable: VariableName;
}

export interface LoweredServer {
  readonly comment: Comment;
  readonly lines: readonly Line[];
  /** Printed at once: as lines they would take several times the memory. */
  readonly locations: Printed;
}

export type LocationBlock = Block;
