import { atField, type Report } from '../diagnostics/diagnostic.ts';
import type { Route, Rule, RuleId } from '../ir/index.ts';
import type { HostPattern } from '../resolve/hostnames.ts';
import { describeResource } from '../source/place.ts';
import { coveredRoutes, makeKeys, type Cover } from './coverage.ts';
import { hostsOf, hostText, makeClaims } from './hosts.ts';
import type { LintInput } from './input.ts';

interface Loser {
  readonly route: Route;
  readonly cover: Cover;
  readonly host: HostPattern;
  /** Both say of themselves that they answer for the host, so that nobody meant one to override the other. */
  readonly rivals: boolean;
}

/** Matches that get no request because earlier ones take them (HTTPRouteRule `matches`, precedence). */
export function lintShadowed({ resources, resolution }: LintInput, report: Report): void {
  const keys = makeKeys();
  const claimOf = makeClaims(resources);
  const rules = new Map(
    resolution.ir.gateways.flatMap(({ rules }) => rules.map((rule) => [rule.id, rule] as const)),
  );
  const reachable = new Set<Route>();
  const losers = new Map<Route, Loser>();
  for (const { hostnames, routes } of resolution.ir.gateways.flatMap(hostsOf)) {
    const covered = coveredRoutes(routes, keys);
    for (const route of routes) {
      const cover = covered.get(route);
      if (cover === undefined) {
        reachable.add(route);
        continue;
      }
      for (const host of hostnames) {
        const rivals = cover.equal && sameClaim(route, cover.by, host, { rules, claimOf });
        const known = losers.get(route);
        if (known === undefined || (rivals && !known.rivals))
          losers.set(route, { route, cover, host, rivals });
      }
    }
  }
  for (const loser of losers.values())
    if (loser.rivals || !reachable.has(loser.route)) report(findingOf(loser, rules));
}

interface Known {
  readonly rules: ReadonlyMap<RuleId, Rule>;
  readonly claimOf: ReturnType<typeof makeClaims>;
}

function sameClaim(a: Route, b: Route, host: HostPattern, { rules, claimOf }: Known): boolean {
  const [one, other] = [rules.get(a.rule), rules.get(b.rule)];
  if (one === undefined || other === undefined) return false;
  return claimOf(one.route, host) === claimOf(other.route, host);
}

function findingOf({ route, cover, host }: Loser, rules: ReadonlyMap<RuleId, Rule>) {
  const related = [{ origin: cover.by.origin, note: 'takes them' }];
  const args = { by: ruleText(rules.get(cover.by.rule)), host: hostText(host) };
  const code = cover.equal ? 'lint/duplicate-match' : 'lint/shadowed-match';
  return atField(code, route.origin, args, { related });
}

/** `rule 2 of HTTPRoute shop/cart`, counted from 1. */
export function ruleText(rule: Rule | undefined): string {
  if (rule === undefined) return 'another rule';
  return `rule ${String(rule.index + 1)} of ${describeResource(rule.route)}`;
}
