import type { Route, Rule } from '../ir/index.ts';
import type { Resource, RouteSpec } from '../model/index.ts';
import type { ResourceId } from '../source/place.ts';
import type { Attachment } from './attachment.ts';
import type { GatewayRoutes } from './gateway-ir.ts';
import type { ResolvedListener } from './listeners.ts';
import { objectKey } from './object-index.ts';
import type { ResolvedRule } from './rules/http.ts';
import type { HostRoute } from './virtual-hosts.ts';

/** Collects attached routes by listener, and the rules that each Gateway uses. */
export interface AttachedRoutes {
  readonly add: (
    route: Resource<RouteSpec>,
    rules: readonly ResolvedRule[],
    attachments: readonly Attachment[],
  ) => void;
  readonly of: (gateway: string) => GatewayRoutes;
  /** Numbers of routes by listener name, by the Gateway's `namespace/name`. */
  readonly byGateway: () => ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly count: () => number;
}

export function makeAttachedRoutes(): AttachedRoutes {
  const byListener = new Map<ResolvedListener, HostRoute[]>();
  const rulesByGateway = new Map<string, Set<Rule>>();
  const countsByGateway = new Map<string, Map<string, Set<ResourceId>>>();
  let count = 0;

  const add = (
    route: Resource<RouteSpec>,
    rules: readonly ResolvedRule[],
    attachments: readonly Attachment[],
  ): void => {
    if (attachments.every(({ hosts }) => hosts.length === 0)) return;
    count += 1;
    const entries = rules.flatMap(({ rule, matches }) =>
      matches.map(({ match, origin }, matchIndex) => ({
        route: { rule: rule.id, matchIndex, match, origin } satisfies Route,
        seniority: {
          created: route.meta.creationTimestamp,
          route: route.id,
          ruleIndex: rule.index,
          matchIndex,
        },
      })),
    );
    for (const { parent, hosts } of attachments) {
      const key = objectKey(parent.resource.namespace, parent.resource.name);
      const used = rulesByGateway.get(key) ?? new Set<Rule>();
      rulesByGateway.set(key, used);
      if (hosts.some(({ listener }) => listener.served))
        for (const { rule } of rules) used.add(rule);
      const counts = countsByGateway.get(key) ?? new Map<string, Set<ResourceId>>();
      countsByGateway.set(key, counts);
      for (const { listener, hosts: pattern, original } of hosts) {
        const routes = counts.get(listener.spec.name) ?? new Set<ResourceId>();
        counts.set(listener.spec.name, routes.add(route.id));
        const list = byListener.get(listener) ?? [];
        byListener.set(listener, list);
        for (const entry of entries) list.push({ hosts: pattern, original, ...entry });
      }
    }
  };

  const of = (key: string) => ({ byListener, rules: [...(rulesByGateway.get(key) ?? [])] });
  const byGateway = () =>
    new Map(
      [...countsByGateway].map(([key, counts]) => [
        key,
        new Map([...counts].map(([name, routes]) => [name, routes.size])),
      ]),
    );
  return { add, of, byGateway, count: () => count };
}
