import type { Cors, ExternalAuth, Filter, PathChange } from '../../../ir/index.ts';
import { noHeaderChanges, type HeaderPlan } from '../../../target/header-plan.ts';

/** All that the filters of a rule and of a backend ask for together. */
export interface ProxyPlan {
  readonly request: HeaderPlan;
  readonly response: HeaderPlan;
  readonly hostname: string | null;
  readonly path: PathChange | null;
  readonly mirrors: readonly Extract<Filter, { readonly kind: 'mirror' }>[];
  readonly cors: Cors | null;
  readonly auth: ExternalAuth | null;
}

export const plainProxy: ProxyPlan = {
  request: noHeaderChanges,
  response: noHeaderChanges,
  hostname: null,
  path: null,
  mirrors: [],
  cors: null,
  auth: null,
};
