import { atField, type Report } from '../diagnostics/diagnostic.ts';
import type { Route, Rule } from '../ir/index.ts';
import type { HostPattern } from '../resolve/hostnames.ts';
import { describeResource } from '../source/place.ts';
import { coveredRoutes, type Cover } from './coverage.ts';
import { hostText, type Routing } from './hosts.ts';

interface Loser {
  readonly route: Route;
  readonly cover: Cover;
  readonly host: HostPattern;
  /** Both say of themselves that they answer for the host, so that nobody meant one to override the other. */
  readonly rivals: boolean;
}

/** Matches that get no request because earlier ones take them (HTTPRouteRule `matches`, precedence). */
export function lintShadowed(routing: Routing, report: Report): void {
  // Listeners share lists.
  const covers = new Map(
    [...new Set(routing.hosts.map(({ routes }) => routes))].map((routes) => [
      routes,
      coveredRoutes(routes),
    ]),
  );
  if ([...covers.values()].every(({ size }) => size === 0)) return;
  const { losers, reachable } = findLosers(routing, covers);
  for (const loser of losers.values())
    if (loser.rivals || !reachable.has(loser.route)) report(findingOf(loser, routing.ruleOf));
}

interface Outcome {
  readonly losers: ReadonlyMap<Route, Loser>;
  readonly reachable: ReadonlySet<Route>;
}

/** Who loses on some host, and who gets requests on some. */
function findLosers(
  { hosts, ruleOf, claimOf }: Routing,
  covers: ReadonlyMap<readonly Route[], ReadonlyMap<Route, Cover>>,
): Outcome {
  const reachable = new Set<Route>();
  const losers = new Map<Route, Loser>();
  for (const { hostnames, routes } of hosts)
    for (const route of routes) {
      const cover = covers.get(routes)?.get(route);
      if (cover === undefined) {
        reachable.add(route);
        continue;
      }
      for (const host of hostnames) {
        const rivals = cover.equal && sameClaim(route, cover.by, host, { ruleOf, claimOf });
        const known = losers.get(route);
        if (known === undefined || (rivals && !known.rivals))
          losers.set(route, { route, cover, host, rivals });
      }
    }
  return { losers, reachable };
}

type Known = Pick<Routing, 'ruleOf' | 'claimOf'>;

function sameClaim(a: Route, b: Route, host: HostPattern, { ruleOf, claimOf }: Known): boolean {
  const [one, other] = [ruleOf(a.rule), ruleOf(b.rule)];
  if (one === undefined || other === undefined) return false;
  return claimOf(one.route, host) === claimOf(other.route, host);
}

function findingOf({ route, cover, host }: Loser, ruleOf: Routing['ruleOf']) {
  const related = [{ origin: cover.by.origin, note: 'takes them' }];
  const args = { by: ruleText(ruleOf(cover.by.rule)), host: hostText(host) };
  const code = cover.equal ? 'lint/duplicate-match' : 'lint/shadowed-match';
  return atField(code, route.origin, args, { related });
}

/** `rule 2 of HTTPRoute shop/cart`, counted from 1. */
export function ruleText(rule: Rule | undefined): string {
  if (rule === undefined) return 'another rule';
  return `rule ${String(rule.index + 1)} of ${describeResource(rule.route)}`;
}
