import type { Route, Rule } from '../ir/index.ts';
import type { Resource, RouteSpec } from '../model/index.ts';
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
}

export function makeAttachedRoutes(): AttachedRoutes {
  const byListener = new Map<ResolvedListener, HostRoute[]>();
  const rulesByGateway = new Map<string, Set<Rule>>();

  const add = (
    route: Resource<RouteSpec>,
    rules: readonly ResolvedRule[],
    attachments: readonly Attachment[],
  ): void => {
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
      if (hosts.length === 0) continue;
      const key = objectKey(parent.gateway.namespace, parent.gateway.name);
      const used = rulesByGateway.get(key) ?? new Set<Rule>();
      rulesByGateway.set(key, used);
      if (hosts.some(({ listener }) => listener.served))
        for (const { rule } of rules) used.add(rule);
      for (const { listener, hosts: pattern, original } of hosts) {
        const list = byListener.get(listener) ?? [];
        byListener.set(listener, list);
        for (const entry of entries) list.push({ hosts: pattern, original, ...entry });
      }
    }
  };

  const of = (key: string) => ({ byListener, rules: [...(rulesByGateway.get(key) ?? [])] });
  return { add, of };
}
