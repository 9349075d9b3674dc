import type { Filter } from '../../../ir/index.ts';
import type { ForwardPlan } from './forward-plan.ts';

/** A backend's rewrite wins over its rule's, part by part. */
export function applyUrlRewrite(
  plan: ForwardPlan,
  filter: Extract<Filter, { readonly kind: 'url-rewrite' }>,
): ForwardPlan {
  return {
    ...plan,
    hostname: filter.hostname ?? plan.hostname,
    path: filter.path ?? plan.path,
  };
}
