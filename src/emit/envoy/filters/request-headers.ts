import type { Filter } from '../../../ir/index.ts';
import { changeHeaders } from '../../../target/header-plan.ts';
import type { ForwardPlan } from './forward-plan.ts';

export function applyRequestHeaders(
  plan: ForwardPlan,
  filter: Extract<Filter, { readonly kind: 'request-headers' }>,
): ForwardPlan {
  return { ...plan, request: changeHeaders(plan.request, filter.changes) };
}
