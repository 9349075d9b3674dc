import type { GatewayIr } from '../../../ir/index.ts';
import type { TargetOptions } from '../../../target/options.ts';
import { type Head, type Line } from '../directive.ts';
import type { BackendLookup } from './backends.ts';
import type { CopiedField } from './header-lines.ts';
import type { SharedMaps } from './shared-maps.ts';
import type { Upstreams } from './upstreams.ts';

/**
 * How the requests of a server get from the location of their path to that of their rule or backend. By name NGINX
 * keeps a path as it was sent, but compares all names of the server one after the other. By path it finds the
 * location in a search tree, and the path is put back there.
 */
export type Jumps = 'by name' | 'by path';

/** What the lowering of rules shares within one Gateway. */
export interface RuleSurroundings {
  readonly gateway: GatewayIr;
  readonly lookup: BackendLookup;
  readonly options: TargetOptions;
  readonly shared: SharedMaps;
  readonly upstreams: Upstreams;
  /** What requests have been through before they get to a rule. */
  readonly guard: ListenerGuard;
  /** How the server sends requests on. */
  readonly jumps: Jumps;
  /** Whether requests were sent on by path, and theirs was put back: NGINX then does not know how it was spelled. */
  readonly restored: boolean;
}

export interface ExtraLocation {
  readonly head: Head;
  readonly lines: readonly Line[];
}

/** A location's content, and the locations that it needs besides. Equal heads have equal lines. */
export interface RuleLines {
  readonly lines: readonly Line[];
  readonly others: readonly ExtraLocation[];
}

/** What a listener does with all its requests before a rule is looked for (GEP-5224). */
export interface ListenerGuard {
  readonly steps: readonly RuleLines[];
  /** Header fields that the steps have brought, for rules to match and backends to get. */
  readonly brought: readonly CopiedField[];
}

export const noGuard: ListenerGuard = { steps: [], brought: [] };
