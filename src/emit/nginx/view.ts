import type { Line } from './directive.ts';
import type { Token, VariableName } from './quote.ts';

/**
 * What the templates print. Everything is ready text: templates decide order, grouping and comments
 * only. Comments may carry a provenance mark that `render` takes out again.
 */
export interface NginxView {
  /** `Gateway namespace/name`. */
  readonly title: string;
  /** The oldest NGINX that accepts and understands the file. */
  readonly version: string;
  /** Sizes of NGINX's hash tables, where the defaults are too small. */
  readonly hashes: readonly Line[];
  readonly usesTls: boolean;
  readonly usesDollar: boolean;
  /** Some requests are given to their rule by `return 418`. */
  readonly searches: boolean;
  /** `resolver`, when some backend is a DNS name. */
  readonly resolver: readonly Line[];
  readonly mapGroups: readonly MapGroup[];
  readonly upstreams: readonly UpstreamView[];
  readonly servers: readonly ServerView[];
}

export interface MapGroup {
  readonly comment: string;
  readonly maps: readonly MapView[];
}

/** A `map` or `split_clients` block. */
export interface MapView {
  readonly directive: 'map' | 'split_clients';
  readonly source: Token;
  readonly variable: VariableName;
  /** Ready entries, without indentation. */
  readonly lines: readonly string[];
}

export interface UpstreamView {
  readonly comment: string;
  readonly name: Token;
  readonly lines: readonly Line[];
}

export interface ServerView {
  readonly comment: string;
  readonly lines: readonly Line[];
  readonly locations: readonly LocationView[];
}

export interface LocationView {
  readonly comments: readonly string[];
  /** What stands between `location` and `{`. */
  readonly pattern: string;
  readonly lines: readonly Line[];
}
