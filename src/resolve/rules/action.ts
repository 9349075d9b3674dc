import { atField, type Report } from '../../diagnostics/diagnostic.ts';
import type { Action, Filter, WeightedBackend } from '../../ir/index.ts';
import type { BackendReference, HttpRouteFilter } from '../../model/index.ts';
import { originAt, type Origin } from '../../source/place.ts';
import { noBackends, type BackendResolver } from '../backends.ts';
import type { FilterContext } from '../filters/context.ts';
import { resolveFilters } from '../filters/index.ts';
import type { RequestKind } from '../request-kind.ts';

/** What the rules of all kinds of routes have in common. */
export interface RuleSpec {
  readonly filters?: readonly HttpRouteFilter[];
  readonly backendRefs?: readonly (BackendReference & {
    readonly weight: number;
    readonly filters?: readonly HttpRouteFilter[];
  })[];
}

export interface RuleContext {
  readonly requests: RequestKind;
  readonly backends: BackendResolver;
  readonly report: Report;
}

interface Handling {
  readonly filters: readonly Filter[];
  readonly action: Action;
}

const unasked: Handling = {
  filters: [],
  action: { kind: 'respond', status: 500, reason: 'no-backends' },
};

/** What becomes of the requests of a rule. */
export function resolveAction(
  spec: RuleSpec,
  matchedPrefix: string | null,
  origin: Origin,
  rule: RuleContext,
): Handling {
  if (rule.backends === noBackends) return unasked;
  const context = { matchedPrefix, ...rule };
  const resolved = resolveFilters(spec.filters ?? none, origin, context);
  const targets = (spec.backendRefs ?? none).map((ref, position) =>
    resolveBackendRef(ref, originAt(origin, 'backendRefs', position), context),
  );
  // gRPC clients get UNAVAILABLE, which 503 means to them (GRPCRouteRule backendRefs).
  const status = rule.requests === 'grpc' ? 503 : 500;
  if (resolved.kind === 'invalid')
    return { filters: [], action: { kind: 'respond', status, reason: 'invalid-rule' } };
  const { filters, redirect } = resolved;
  if (redirect !== null) return { filters, action: { kind: 'redirect', redirect } };
  if (!targets.some(({ weight }) => weight > 0)) {
    rule.report(atField('resolve/rule-without-backend', origin, {}));
    return { filters, action: { kind: 'respond', status, reason: 'no-backends' } };
  }
  return { filters, action: { kind: 'forward', backends: targets } };
}

function resolveBackendRef(
  ref: NonNullable<RuleSpec['backendRefs']>[number],
  origin: Origin,
  context: FilterContext,
): WeightedBackend {
  const { weight } = ref;
  const id = context.backends.resolve(ref, origin, context.requests);
  const { filters = none } = ref;
  const misplaced = filters.findIndex(({ type }) => !perBackend.has(type));
  if (misplaced !== -1) {
    const place = originAt(origin, 'filters', misplaced, 'type');
    const type = filters[misplaced]?.type ?? '';
    context.report(atField('resolve/filter-in-backend', place, { type }));
    return unresolved(weight, origin);
  }
  const resolved = resolveFilters(filters, origin, context);
  return id === null || resolved.kind === 'invalid'
    ? unresolved(weight, origin)
    : { weight, target: { kind: 'backend', id }, filters: resolved.filters, origin };
}

const none: readonly never[] = [];

function unresolved(weight: number, origin: Origin): WeightedBackend {
  return { weight, target: { kind: 'unresolved' }, filters: none, origin };
}

/** Filters that can apply to the requests of one backend. */
const perBackend = new Set(['RequestHeaderModifier', 'ResponseHeaderModifier', 'URLRewrite']);
