import type { Filter } from '../../../ir/index.ts';
import type { ProxyPlan } from './proxy-plan.ts';

/** A rule of the CRD allows one ExternalAuth filter. */
export function applyExternalAuth(
  plan: ProxyPlan,
  filter: Extract<Filter, { readonly kind: 'external-auth' }>,
): ProxyPlan {
  return { ...plan, auth: filter.auth };
}
