import type { Filter } from '../../../ir/index.ts';
import { plainProxy, type ProxyPlan } from './proxy-plan.ts';
import { applyCors } from './cors.ts';
import { applyExternalAuth } from './external-auth.ts';
import { applyMirror } from './mirror.ts';
import { applyRequestHeaders } from './request-headers.ts';
import { applyResponseHeaders } from './response-headers.ts';
import { applyUrlRewrite } from './url-rewrite.ts';

export type { ProxyPlan } from './proxy-plan.ts';

type Apply<K extends Filter['kind']> = (
  plan: ProxyPlan,
  filter: Extract<Filter, { readonly kind: K }>,
) => ProxyPlan;

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
export function planProxy(filters: readonly Filter[]): ProxyPlan {
  return filters.reduce<ProxyPlan>(applyFilter, plainProxy);
}

function applyFilter<K extends Filter['kind']>(
  plan: ProxyPlan,
  filter: Extract<Filter, { readonly kind: K }> & { readonly kind: K },
): ProxyPlan {
  return registry[filter.kind](plan, filter);
}
