import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { catalogEntry } from '../diagnostics/catalog.ts';
import type { Resource, RouteSpec } from '../model/index.ts';
import type { RouteParent } from '../resolve/route-parent.ts';
import { describeResource } from '../source/place.ts';
import { conditionsOf, type ConditionFindings, type Fine } from './conditions.ts';
import type { Condition, RouteParentStatus } from './model.ts';

/** A route of any kind that has hostnames. */
export type AnyRoute = Resource<RouteSpec & { readonly rules?: readonly unknown[] }>;

/** What is known of a route after its references are resolved. */
export interface RouteFacts {
  readonly route: AnyRoute;
  /** What of ours it names. */
  readonly parents: readonly RouteParent[];
  readonly findings: ConditionFindings;
  readonly controllerName: string;
}

const accepted: Fine = { type: 'Accepted', status: 'True', reason: 'Accepted' };
const resolvedRefs: Fine = { type: 'ResolvedRefs', status: 'True', reason: 'ResolvedRefs' };

/** RouteStatus `parents`. */
export function routeParents(facts: RouteFacts): readonly RouteParentStatus[] {
  const { route, parents, findings, controllerName } = facts;
  const inRules = findings.below('spec', 'rules');
  return parents.map(({ resource, ref, origin }) => {
    // A route's wish for default Gateways is one field for all of them.
    const name = describeResource(resource);
    const own = findings
      .below(...origin.path)
      .filter(({ args }) => (args['parent'] ?? name) === name);
    return {
      parentRef: { ...ref },
      controllerName,
      conditions: parentConditions(route, own, inRules),
    };
  });
}

function parentConditions(
  route: AnyRoute,
  own: readonly Diagnostic[],
  inRules: readonly Diagnostic[],
): readonly Condition[] {
  const generation = route.meta.generation;
  const unsupported = inRules.filter(
    ({ code }) => catalogEntry(code).condition?.type === 'Accepted',
  );
  const rules = new Set(unsupported.map(({ place }) => ruleOf(place)));
  const whole = rules.size >= (route.spec.rules ?? []).length;
  const conditions = conditionsOf(
    [accepted, resolvedRefs],
    [...own, ...inRules.filter((each) => whole || !unsupported.includes(each))],
    generation,
  );
  const [first] = unsupported;
  if (first === undefined || whole) return conditions;
  const entry = catalogEntry(first.code);
  // Some rules are served and some are not (GEP-1364).
  const partial: Condition = {
    type: 'PartiallyInvalid',
    status: 'True',
    reason: entry.condition?.reason ?? 'UnsupportedValue',
    message: `Dropped Rule: ${entry.message(first.args)}`,
    observedGeneration: generation,
  };
  return [...conditions, partial];
}

function ruleOf(place: Diagnostic['place']): unknown {
  return place.kind === 'field' ? place.origin.path[2] : null;
}
