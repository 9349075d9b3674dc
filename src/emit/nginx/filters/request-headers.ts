import type { Filter } from '../../../ir/index.ts';
import { changeHeaders } from '../../../target/header-plan.ts';
import type { ProxyPlan } from './proxy-plan.ts';

export function applyRequestHeaders(
  plan: ProxyPlan,
  filter: Extract<Filter, { readonly kind: 'request-headers' }>,
): ProxyPlan {
  return { ...plan, request: changeHeaders(plan.request, filter.changes) };
}
