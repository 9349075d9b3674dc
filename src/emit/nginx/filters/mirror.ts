import type { Filter } from '../../../ir/index.ts';
import type { ProxyPlan } from './proxy-plan.ts';

export function applyMirror(
  plan: ProxyPlan,
  filter: Extract<Filter, { readonly kind: 'mirror' }>,
): ProxyPlan {
  return { ...plan, mirrors: [...plan.mirrors, filter] };
}
