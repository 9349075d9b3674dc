import type { Filter } from '../../../ir/index.ts';
import { changeHeaders } from '../../../target/header-plan.ts';
import type { ProxyPlan } from './proxy-plan.ts';

export function applyResponseHeaders(
  plan: ProxyPlan,
  filter: Extract<Filter, { readonly kind: 'response-headers' }>,
): ProxyPlan {
  return { ...plan, response: changeHeaders(plan.response, filter.changes) };
}
