import type { Filter } from '../../../ir/index.ts';
import type { ForwardPlan } from './forward-plan.ts';

/** A rule of the CRD allows one ExternalAuth filter. */
export function applyExternalAuth(
  plan: ForwardPlan,
  filter: Extract<Filter, { readonly kind: 'external-auth' }>,
): ForwardPlan {
  return { ...plan, auth: filter.auth };
}
