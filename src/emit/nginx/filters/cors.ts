import type { Filter } from '../../../ir/index.ts';
import type { ProxyPlan } from './proxy-plan.ts';

/** A rule of the CRD allows one CORS filter. */
export function applyCors(
  plan: ProxyPlan,
  filter: Extract<Filter, { readonly kind: 'cors' }>,
): ProxyPlan {
  return { ...plan, cors: filter.cors };
}
