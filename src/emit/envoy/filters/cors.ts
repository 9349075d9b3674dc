import type { Filter } from '../../../ir/index.ts';
import type { ForwardPlan } from './forward-plan.ts';

/** A rule of the CRD allows one CORS filter. */
export function applyCors(
  plan: ForwardPlan,
  filter: Extract<Filter, { readonly kind: 'cors' }>,
): ForwardPlan {
  return { ...plan, cors: filter.cors };
}
