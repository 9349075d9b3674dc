import type { Filter } from '../../../ir/index.ts';
import type { ForwardPlan } from './forward-plan.ts';

export function applyMirror(
  plan: ForwardPlan,
  filter: Extract<Filter, { readonly kind: 'mirror' }>,
): ForwardPlan {
  return { ...plan, mirrors: [...plan.mirrors, filter] };
}
