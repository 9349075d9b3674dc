import type { Cors, ExternalAuth, Filter, PathChange } from '../../../ir/index.ts';
import { noHeaderChanges, type HeaderPlan } from '../../../target/header-plan.ts';

/** All that the filters of a rule and of a backend ask for together. */
export interface ForwardPlan {
  readonly request: HeaderPlan;
  readonly response: HeaderPlan;
  /** New Host header by URLRewrite, or null. */
  readonly hostname: string | null;
  /** New Host header by RequestHeaderModifier where URLRewrite has none, or null. */
  readonly modifiedHost: string | null;
  readonly path: PathChange | null;
  readonly mirrors: readonly Extract<Filter, { readonly kind: 'mirror' }>[];
  readonly cors: Cors | null;
  readonly auth: ExternalAuth | null;
}

export const plainForward: ForwardPlan = {
  request: noHeaderChanges,
  response: noHeaderChanges,
  hostname: null,
  modifiedHost: null,
  path: null,
  mirrors: [],
  cors: null,
  auth: null,
};
