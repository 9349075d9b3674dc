import type { GatewayIr, Route, Rule, RuleId } from '../../ir/index.ts';
import type { LocalChange } from '../change.ts';
import { say } from '../sentence.ts';
import { hostsOf } from './hosts.ts';
import { indexRoutes, matchKey } from './matches.ts';

/** A match of a rule, and whether any request can reach it. */
interface Reach {
  readonly route: Route;
  /** The route before it that takes its requests; null when there is a host where it gets some. */
  readonly by: Route | null;
}

/** Rules that no request reaches any more because another one takes them all, and rules that are reached again. */
export function compareShadows(base: GatewayIr, head: GatewayIr): readonly LocalChange[] {
  const [before, after] = [reachOf(base), reachOf(head)];
  const rules = {
    base: new Map(base.rules.map((rule) => [rule.id, rule])),
    head: new Map(head.rules.map((rule) => [rule.id, rule])),
  };
  return [...after].flatMap(([key, { route, by }]): readonly LocalChange[] => {
    const earlier = before.get(key);
    const rule = rules.head.get(route.rule);
    if (rule === undefined) return [];
    const place = { base: earlier?.route.origin ?? null, head: route.origin };
    const subject = describeRule(rule, route);
    if (by !== null && (earlier?.by ?? null) === null) {
      const other = rules.head.get(by.rule);
      if (other === undefined) return [];
      return [
        {
          risk: other.route.namespace === rule.route.namespace ? 'medium' : 'high',
          area: 'route',
          how: 'changed',
          sentence: say`${subject} is now shadowed by ${describeRule(other, by)}: no request reaches it`,
          subjects: [subject],
          ...place,
        },
      ];
    }
    if (by !== null || earlier === undefined || earlier.by === null) return [];
    const former = rules.base.get(earlier.by.rule);
    const by2 = former === undefined ? '' : describeRule(former, earlier.by);
    return [
      {
        risk: 'low',
        area: 'route',
        how: 'changed',
        sentence: say`${subject} is no longer shadowed by ${by2}`,
        subjects: [subject],
        ...place,
      },
    ];
  });
}

/** By route and match, so that a rule is known again when another one is put before it. */
function reachOf(gateway: GatewayIr): ReadonlyMap<string, Reach> {
  const found = new Map<string, Reach>();
  const lists = new Map([...hostsOf(gateway).all.values()].map(({ routes }) => [routes, routes]));
  const seen = new Map<string, RuleId>();
  for (const routes of lists.values()) {
    const index = indexRoutes(routes);
    const rank = new Map(routes.map((route, position) => [route, position]));
    for (const route of routes) {
      const key = keyOf(route);
      // A route that says the same thing twice is its own business.
      if ((seen.get(key) ?? route.rule) !== route.rule) continue;
      seen.set(key, route.rule);
      const taking = index.taking(route.match);
      const isFirst = taking === null || (rank.get(taking) ?? 0) >= (rank.get(route) ?? 0);
      if (found.get(key)?.by === null) continue;
      if (isFirst || !found.has(key)) found.set(key, { route, by: isFirst ? null : taking });
    }
  }
  return found;
}

function keyOf({ origin: { resource }, match }: Route): string {
  return `${resource.kind}/${resource.namespace}/${resource.name} ${matchKey(match)}`;
}

function describeRule({ route, index, name, protocol }: Rule, { matchIndex }: Route): string {
  const rule = `rule ${String(index)}${name === null ? '' : ` (${name})`}`;
  const match = matchIndex === 0 ? '' : `match ${String(matchIndex)} of `;
  return `${match}${rule} of ${protocol === 'grpc' ? 'GRPCRoute ' : ''}${route.namespace}/${route.name}`;
}
