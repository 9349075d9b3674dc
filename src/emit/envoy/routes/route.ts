import type { Route, Rule, RuleId } from '../../../ir/index.ts';
import { invariant } from '../../../util/invariant.ts';
import { merged } from '../../../util/merged.ts';
import { planForward } from '../filters/index.ts';
import type { Route as EnvoyRoute } from '../generated/envoy-api.ts';
import { routeName } from '../names.ts';
import type { Provenance } from '../provenance.ts';
import type { Arm } from './arm.ts';
import { forwardArms, type BackendLookup } from './forward.ts';
import { responseMutations } from './header-mutations.ts';
import { perRoute } from './per-route.ts';
import { redirectActions, type RedirectPlace } from './redirect.ts';
import { namingPort, routeMatch } from './route-match.ts';
import { below } from './shares.ts';

/** What the routes of one Gateway are made from. */
export interface RouteSurroundings {
  readonly rules: ReadonlyMap<RuleId, Rule>;
  readonly backends: BackendLookup;
  readonly provenance: Provenance;
}

/** Envoy routes by entry of the IR; several where backends need routes of their own. */
export type RouteLowering = (route: Route) => readonly EnvoyRoute[];

/** Makes the lowering of routes for one listener; each rule is worked out once. */
export function routeLowering(place: RedirectPlace, around: RouteSurroundings): RouteLowering {
  const armsByRule = new Map<RuleId, readonly Arm[]>();
  return (route) => {
    const rule = around.rules.get(route.rule);
    invariant(rule !== undefined, `no rule ${route.rule}`);
    let arms = armsByRule.get(rule.id);
    if (arms === undefined) armsByRule.set(rule.id, (arms = armsOf(rule, place, around.backends)));
    const match = routeMatch(route.match);
    return arms.map(({ border, withPort, ...answer }, index) => {
      const fraction = border === null ? {} : { runtime_fraction: below(border) };
      const lowered: EnvoyRoute = {
        name: routeName(route, rule.name, arms.length === 1 ? null : index),
        match: merged(withPort === true ? namingPort(match) : match, fraction),
        ...answer,
      };
      return around.provenance.tie(lowered, route.origin);
    });
  };
}

function armsOf(rule: Rule, place: RedirectPlace, backends: BackendLookup): readonly Arm[] {
  const { action } = rule;
  const plan = planForward(rule.filters);
  const answer = () => ({
    border: null,
    ...perRoute(plan, null),
    ...responseMutations(plan.response),
  });
  switch (action.kind) {
    case 'forward':
      return forwardArms(rule, action.backends, backends);
    case 'redirect':
      return redirectActions(action.redirect, place).map(({ redirect, withPort }) =>
        merged(answer(), withPort ? { withPort } : {}, { redirect }),
      );
    case 'respond':
      return [merged(answer(), { direct_response: { status: action.status } })];
  }
}
