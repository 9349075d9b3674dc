import { atField, type Report } from '../../diagnostics/diagnostic.ts';
import { ruleId, type Action, type Filter, type Match, type Rule } from '../../ir/index.ts';
import {
  originOf,
  type HttpBackendRef,
  type HttpRouteRule,
  type HttpRouteSpec,
  type Resource,
} from '../../model/index.ts';
import { originAt, type Origin } from '../../source/place.ts';
import type { BackendResolver } from '../backends.ts';
import { resolveFilters } from '../filters/index.ts';
import { resolveMatch } from './matches.ts';
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
  return route.spec.rules.map((spec, index) => {
    const origin = originOf(route, 'spec', 'rules', index);
    const matches = spec.matches.map((match, position) => {
      const place = originAt(origin, 'matches', position);
      return { match: resolveMatch(match, place, report), origin: place };
    });
    const rule: Rule = {
      id: ruleId(route.id, index),
      protocol: 'http',
      route: route.id,
      index,
      name: spec.name ?? null,
      ...resolveAction(spec, origin, backends, report),
      timeouts: resolveTimeouts(spec.timeouts),
      origin,
    };
    return { rule, matches };
  });
}

interface Handling {
  readonly filters: readonly Filter[];
  readonly action: Action;
}

function resolveAction(
  spec: HttpRouteRule,
  origin: Origin,
  backends: BackendResolver,
  report: Report,
): Handling {
  const prefix = matchedPrefix(spec);
  const resolved = resolveFilters(spec.filters ?? [], prefix, origin, report);
  const refs = spec.backendRefs ?? [];
  const targets = refs.map((ref, position) =>
    resolveBackendRef(ref, prefix, originAt(origin, 'backendRefs', position), { backends, report }),
  );
  if (resolved.kind === 'invalid')
    return { filters: [], action: { kind: 'respond', status: 500, reason: 'invalid-rule' } };
  const { filters, redirect } = resolved;
  if (redirect !== null) return { filters, action: { kind: 'redirect', redirect } };
  if (!targets.some(({ weight }) => weight > 0)) {
    report(atField('resolve/rule-without-backend', origin, {}));
    return { filters, action: { kind: 'respond', status: 500, reason: 'no-backends' } };
  }
  return { filters, action: { kind: 'forward', backends: targets } };
}

function resolveBackendRef(
  ref: HttpBackendRef,
  prefix: string | null,
  origin: Origin,
  { backends, report }: { readonly backends: BackendResolver; readonly report: Report },
) {
  const id = backends.resolve(ref, origin);
  const resolved = resolveFilters(ref.filters ?? [], prefix, origin, report);
  const redirects = resolved.kind === 'filters' && resolved.redirect !== null;
  if (redirects) {
    const place = originAt(origin, 'filters');
    report(
      atField('resolve/unsupported-filter', place, { type: 'RequestRedirect in a backendRef' }),
    );
  }
  if (id === null || resolved.kind === 'invalid' || redirects)
    return { weight: ref.weight, target: { kind: 'unresolved' }, filters: [], origin } as const;
  const { filters } = resolved;
  return { weight: ref.weight, target: { kind: 'backend', id }, filters, origin } as const;
}

/** The prefix that ReplacePrefixMatch replaces: that of the rule's only match. */
function matchedPrefix(spec: HttpRouteRule): string | null {
  const [match, ...others] = spec.matches;
  if (match === undefined || others.length > 0 || match.path.type !== 'PathPrefix') return null;
  return match.path.value;
}
