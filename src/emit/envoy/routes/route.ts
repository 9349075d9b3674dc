import type { Route, Rule, RuleId } from '../../../ir/index.ts';
import { invariant } from '../../../util/invariant.ts';
import { merged } from '../../../util/merged.ts';
import { planForward } from '../filters/index.ts';
import type { Route as EnvoyRoute } from '../generated/envoy-api.ts';
import { routeName } from '../names.ts';
import type { Provenance } from '../provenance.ts';
import type { Answer, Arm } from './arm.ts';
import { forwardArms, type BackendLookup } from './forward.ts';
import { responseMutations, type HeaderMutations } from './header-mutations.ts';
import { perRoute } from './per-route.ts';
import { redirectActions, type RedirectPlace } from './redirect.ts';
import { namingPort, routeMatch } from './route-match.ts';
import { below } from './shares.ts';

/** What the routes of one Gateway are made from. */
export interface RouteSurroundings {
  readonly rules: ReadonlyMap<RuleId, Rule>;
  readonly backends: BackendLookup;
  readonly provenance: Provenance;
  readonly known: KnownRoutes;
}

/** Envoy routes by entry of the IR; several where backends need routes of their own. */
export type RouteLowering = (route: Route) => readonly EnvoyRoute[];

/** What was made for routes and rules whose content is the same on every listener. */
export interface KnownRoutes {
  readonly routes: Map<Route, readonly EnvoyRoute[]>;
  readonly arms: Map<RuleId, readonly RouteArm[]>;
}

interface RouteArm extends Pick<Arm, 'border' | 'withPort'> {
  readonly answer: Answer & HeaderMutations;
}

export function noKnownRoutes(): KnownRoutes {
  return { routes: new Map(), arms: new Map() };
}

/** Makes the lowering of routes for one listener, which redirects depend on; the rest is worked out once. */
export function routeLowering(place: RedirectPlace, around: RouteSurroundings): RouteLowering {
  const ofListener = noKnownRoutes();
  return (route) => {
    const rule = around.rules.get(route.rule);
    invariant(rule !== undefined, `no rule ${route.rule}`);
    const { routes, arms } = rule.action.kind === 'redirect' ? ofListener : around.known;
    const known = routes.get(route);
    if (known !== undefined) return known;
    const ofRule = arms.get(rule.id) ?? routeArms(rule, place, around.backends);
    arms.set(rule.id, ofRule);
    const lowered = lowerRoute(route, rule, ofRule);
    for (const each of lowered) around.provenance.tie(each, route.origin);
    routes.set(route, lowered);
    return lowered;
  };
}

function lowerRoute(route: Route, rule: Rule, arms: readonly RouteArm[]): readonly EnvoyRoute[] {
  const match = routeMatch(route.match);
  return arms.map(({ border, withPort, answer }, index): EnvoyRoute => {
    const sent = withPort === true ? namingPort(match) : match;
    return {
      name: routeName(route, rule.name, arms.length === 1 ? null : index),
      match: border === null ? sent : { ...sent, runtime_fraction: below(border) },
      ...answer,
    };
  });
}

function routeArms(rule: Rule, place: RedirectPlace, backends: BackendLookup): readonly RouteArm[] {
  return armsOf(rule, place, backends).map(({ border, withPort = false, ...answer }) => ({
    border,
    ...(withPort ? { withPort } : {}),
    answer,
  }));
}

function armsOf(rule: Rule, place: RedirectPlace, backends: BackendLookup): readonly Arm[] {
  const { action } = rule;
  const answer = () => {
    const plan = planForward(rule.filters);
    return { border: null, ...perRoute(plan, null), ...responseMutations(plan.response) };
  };
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
