import type { Cors, Filter, PathChange } from '../ir/index.ts';
import { changeHeaders, noHeaderChanges, type HeaderPlan } from '../target/header-plan.ts';
import { assertNever } from '../util/assert-never.ts';

/** All that filters ask for together, in the order of the manifest: the rule's, then the backend's. */
export interface FilterPlan {
  readonly request: HeaderPlan;
  readonly response: HeaderPlan;
  /** New Host, or null to keep the client's. */
  readonly hostname: string | null;
  readonly path: PathChange | null;
  readonly cors: Cors | null;
}

const unchanged: FilterPlan = {
  request: noHeaderChanges,
  response: noHeaderChanges,
  hostname: null,
  path: null,
  cors: null,
};

export function planFilters(filters: readonly Filter[]): FilterPlan {
  return filters.reduce(apply, unchanged);
}

function apply(plan: FilterPlan, filter: Filter): FilterPlan {
  switch (filter.kind) {
    case 'request-headers':
      return { ...plan, request: changeHeaders(plan.request, filter.changes) };
    case 'response-headers':
      return { ...plan, response: changeHeaders(plan.response, filter.changes) };
    case 'url-rewrite':
      return {
        ...plan,
        hostname: filter.hostname ?? plan.hostname,
        path: filter.path ?? plan.path,
      };
    case 'cors':
      return { ...plan, cors: filter.cors };
    // These send requests of their own, and leave the traced one as it is.
    case 'mirror':
    case 'external-auth':
      return plan;
    default:
      return assertNever(filter);
  }
}

/** A Host that RequestHeaderModifier sets is a rewrite of the host, and weaker than URLRewrite's. */
export function hostOfPlan({ hostname, request }: FilterPlan): string | null {
  const own = request.get('host')?.start;
  return hostname ?? (own?.kind === 'replaced' ? own.value : null);
}
