import type { Filter } from '../../../ir/index.ts';
import type { ProxyPlan } from './proxy-plan.ts';

/** A backend's rewrite wins over its rule's, part by part. */
export function applyUrlRewrite(
  plan: ProxyPlan,
  filter: Extract<Filter, { readonly kind: 'url-rewrite' }>,
): ProxyPlan {
  return {
    ...plan,
    hostname: filter.hostname ?? plan.hostname,
    path: filter.path ?? plan.path,
  };
}
