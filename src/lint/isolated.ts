import { atField, type Diagnostic, type Report } from '../diagnostics/diagnostic.ts';
import type { RuleId } from '../ir/index.ts';
import { hostname as toHostname } from '../ir/index.ts';
import { originOf, type Resource, type RouteSpec } from '../model/index.ts';
import { compareSpecificity, covers } from '../resolve/hostnames.ts';
import type { ResolvedListener } from '../resolve/listeners.ts';
import { keyOf, type Routing } from './hosts.ts';
import type { LintInput } from './input.ts';

/**
 * Routes that are attached and get nothing, as their hosts belong to more specific listeners of the port
 * (listener isolation).
 */
export function lintIsolated(
  { resources, resolution }: LintInput,
  { hosts }: Routing,
  report: Report,
): void {
  const served = new Set<RuleId>();
  // Listeners share lists.
  for (const list of new Set(hosts.map(({ routes }) => routes)))
    for (const { rule } of list) served.add(rule);
  const lost = resolution.ir.gateways.flatMap(({ rules, resource }) =>
    rules.filter(({ id }) => !served.has(id)).map((rule) => ({ rule, resource })),
  );
  if (lost.length === 0) return;
  const routes = new Map<string, Resource<RouteSpec>>();
  for (const each of [...resources.httpRoutes, ...resources.grpcRoutes])
    routes.set(keyOf(each.id), each);
  const seen = new Set<Resource<RouteSpec>>();
  for (const { rule, resource } of lost) {
    const route = routes.get(keyOf(rule.route));
    // A rule without matches is nobody's loss.
    if (route === undefined || seen.has(route) || !hasMatches(route, rule.index)) continue;
    seen.add(route);
    const gateway = resolution.gateways.find(({ gateway: { id } }) => id === resource);
    report(findingOf(route, gateway?.listeners ?? []));
  }
}

function findingOf(route: Resource<RouteSpec>, listeners: readonly ResolvedListener[]): Diagnostic {
  const [host] = (route.spec.hostnames ?? []).map(toHostname);
  const [owner] = listeners
    .filter((listener) => listener.served && covers(listener.hostname, host ?? null))
    .sort((a, b) => compareSpecificity(a.hostname, b.hostname));
  const related = owner === undefined ? [] : [{ origin: owner.origin, note: 'has them' }];
  const place = host === undefined ? originOf(route, 'spec') : originOf(route, 'spec', 'hostnames');
  return atField('lint/isolated-route', place, {}, { related });
}

function hasMatches(
  { spec }: Resource<RouteSpec & { readonly rules?: readonly unknown[] }>,
  index: number,
): boolean {
  const rule = spec.rules?.[index];
  if (typeof rule !== 'object' || rule === null) return false;
  return !('matches' in rule) || !Array.isArray(rule.matches) || rule.matches.length > 0;
}
