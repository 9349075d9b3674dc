import type { Filter } from '../../../ir/index.ts';
import { changeHeaders } from '../../../target/header-plan.ts';
import type { ForwardPlan } from './forward-plan.ts';

export function applyResponseHeaders(
  plan: ForwardPlan,
  filter: Extract<Filter, { readonly kind: 'response-headers' }>,
): ForwardPlan {
  return { ...plan, response: changeHeaders(plan.response, filter.changes) };
}
