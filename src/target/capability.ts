import type { FeatureId, FeaturePayloads } from './feature.ts';
import type { TargetOptions } from './options.ts';

/** How well a target can do something. The prose is shown to users and makes up SUPPORT.md. */
export type Support =
  | { readonly level: 'exact' }
  | {
      readonly level: 'approximated';
      /** What the target does. */
      readonly how: string;
      /** What a client or backend can notice. */
      readonly differs: string;
    }
  | {
      readonly level: 'unsupported';
      readonly why: string;
      /** The requests of the rule, or of the listener, get 500; of a Gateway, they are served without. */
      readonly instead: 'reject-rule';
    };

/** One row of a capability table. */
export interface Capability<F extends FeatureId> {
  /** For SUPPORT.md: what holds in general, with the proxy's version where it matters. */
  readonly summary: Support;
  /** The verdict on one use, for the versions that are compiled for. */
  readonly judge: (payload: FeaturePayloads[F], options: TargetOptions) => Support;
}

/** A target's stand on every feature: leaving one out does not compile. */
export type CapabilityTable = { readonly [F in FeatureId]: Capability<F> };

export const exact: Support = { level: 'exact' };

/** A row whose verdict does not depend on the use. */
export function always<F extends FeatureId>(support: Support): Capability<F> {
  return { summary: support, judge: () => support };
}
