import type { Filter } from '../../../ir/index.ts';
import { plainForward, type ForwardPlan } from './forward-plan.ts';
import { applyCors } from './cors.ts';
import { applyExternalAuth } from './external-auth.ts';
import { applyMirror } from './mirror.ts';
import { applyRequestHeaders } from './request-headers.ts';
import { applyResponseHeaders } from './response-headers.ts';
import { applyUrlRewrite } from './url-rewrite.ts';

export type { ForwardPlan } from './forward-plan.ts';

type Apply<K extends Filter['kind']> = (
  plan: ForwardPlan,
  filter: Extract<Filter, { readonly kind: K }>,
) => ForwardPlan;

/** What each kind of filter does; a new kind does not compile until it stands here. */
const registry: { readonly [K in Filter['kind']]: Apply<K> } = {
  'request-headers': applyRequestHeaders,
  'response-headers': applyResponseHeaders,
  'url-rewrite': applyUrlRewrite,
  mirror: applyMirror,
  cors: applyCors,
  'external-auth': applyExternalAuth,
};

/** Folds filters in the order of the manifest: the rule's, then the backend's. */
export function planForward(filters: readonly Filter[]): ForwardPlan {
  return filters.reduce<ForwardPlan>(applyFilter, plainForward);
}

function applyFilter<K extends Filter['kind']>(
  plan: ForwardPlan,
  filter: Extract<Filter, { readonly kind: K }> & { readonly kind: K },
): ForwardPlan {
  return registry[filter.kind](plan, filter);
}
