import type { Filter, HeaderValue } from '../../../ir/index.ts';
import { changeHeaders } from '../../../target/header-plan.ts';
import type { ForwardPlan } from './forward-plan.ts';

/** Envoy refuses Host among header changes, but setting it is what its host rewrite does. */
export function applyRequestHeaders(
  plan: ForwardPlan,
  { changes }: Extract<Filter, { readonly kind: 'request-headers' }>,
): ForwardPlan {
  const host = changes.set.find(isHost);
  if (host === undefined) return { ...plan, request: changeHeaders(plan.request, changes) };
  const others = changes.set.filter((each) => !isHost(each));
  return {
    ...plan,
    modifiedHost: host.value,
    request: changeHeaders(plan.request, { ...changes, set: others }),
  };
}

function isHost({ name }: HeaderValue): boolean {
  return name.toLowerCase() === 'host';
}
