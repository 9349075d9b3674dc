import type { Route, Rule, RuleId } from '../../../ir/index.ts';
import type { HostPlan } from './hosts.ts';
import { redirectsAlike, type RedirectPlace } from './redirect.ts';

/** A server's names on one port, as far as its locations depend on it. */
export interface ServedHost {
  readonly plan: HostPlan;
  readonly place: RedirectPlace;
}

/**
 * Whether two servers of the same names have the same locations, without making them: the same routes with no filters
 * before them, whose redirects say the same. False says nothing.
 */
export function servedAlike(
  some: ServedHost,
  other: ServedHost,
  rules: ReadonlyMap<RuleId, Rule>,
): boolean {
  const routes = unfilteredRoutes(some.plan);
  const others = unfilteredRoutes(other.plan);
  return (
    routes !== null &&
    others !== null &&
    routes.length === others.length &&
    routes.every(({ rule, matchIndex }, index) => {
      const opposite = others[index];
      if (rule !== opposite?.rule || matchIndex !== opposite.matchIndex) return false;
      const action = rules.get(rule)?.action;
      return (
        action?.kind !== 'redirect' || redirectsAlike(action.redirect, some.place, other.place)
      );
    })
  );
}

/** Null where requests meet something before the routes, or no routes at all. */
function unfilteredRoutes({ listener, host }: HostPlan): readonly Route[] | null {
  return listener === null || host === null || listener.filters.length > 0 ? null : host.routes;
}
