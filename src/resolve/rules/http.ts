import type { Report } from '../../diagnostics/diagnostic.ts';
import { ruleId, type Match, type Rule } from '../../ir/index.ts';
import {
  originOf,
  type HttpRouteRule,
  type HttpRouteSpec,
  type Resource,
} from '../../model/index.ts';
import { originAt, type Origin } from '../../source/place.ts';
import type { BackendResolver } from '../backends.ts';
import { resolveAction } from './action.ts';
import { resolveMatch } from './matches.ts';
import { resolvePersistence } from '../persistence.ts';
import { reportSessionsTwice } from './sessions-twice.ts';
import { resolveRetry } from './retry.ts';
import { routeFacts } from './route-facts.ts';
import { resolveTimeouts } from './timeouts.ts';

/** A rule with the matches that lead to it. */
export interface ResolvedRule {
  readonly rule: Rule;
  readonly matches: readonly { readonly match: Match; readonly origin: Origin }[];
}

/** The rules of an HTTPRoute, in order. What is wrong with a rule costs only that rule. */
export function resolveHttpRules(
  route: Resource<HttpRouteSpec>,
  backends: BackendResolver,
  report: Report,
): readonly ResolvedRule[] {
  const facts = routeFacts(route);
  return route.spec.rules.map((spec, index) => {
    const origin = originOf(route, 'spec', 'rules', index);
    const matches = spec.matches.map((match, position) => {
      const place = originAt(origin, 'matches', position);
      return { match: resolveMatch(match, place, report), origin: place };
    });
    const id = ruleId(route.id, index);
    const { filters, action } = resolveAction(spec, matchedPrefix(spec), origin, {
      requests: 'http',
      backends,
      report,
    });
    const rule: Rule = {
      id,
      protocol: 'http',
      route: route.id,
      hostnames: facts.hostnames,
      created: facts.created,
      index,
      name: spec.name ?? null,
      filters,
      action,
      timeouts: resolveTimeouts(spec.timeouts),
      retry: resolveRetry(spec.retry, origin),
      persistence: resolvePersistence(spec.sessionPersistence, id, origin),
      origin,
    };
    reportSessionsTwice(rule.persistence, rule.action, backends, report);
    return { rule, matches };
  });
}

/** The prefix that ReplacePrefixMatch replaces: that of the rule's only match. */
function matchedPrefix(spec: HttpRouteRule): string | null {
  const [match, ...others] = spec.matches;
  if (match === undefined || others.length > 0 || match.path.type !== 'PathPrefix') return null;
  return match.path.value;
}
