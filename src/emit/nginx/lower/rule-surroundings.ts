import type { GatewayIr } from '../../../ir/index.ts';
import type { TargetOptions } from '../../../target/options.ts';
import { type Head, type Line } from '../directive.ts';
import type { BackendLookup } from './backends.ts';
import type { CopiedField } from './header-lines.ts';
import type { SharedMaps } from './shared-maps.ts';
import type { Upstreams } from './upstreams.ts';

/** What the lowering of rules shares within one Gateway. */
export interface RuleSurroundings {
  readonly gateway: GatewayIr;
  readonly lookup: BackendLookup;
  readonly options: TargetOptions;
  readonly shared: SharedMaps;
  readonly upstreams: Upstreams;
  /** What requests have been through before they get to a rule. */
  readonly guard: ListenerGuard;
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
