import type { Rule } from '../ir/index.ts';
import type { Resource, RouteSpec } from '../model/index.ts';
import type { Attachment } from './attachment.ts';
import type { GatewayRoutes } from './gateway-ir.ts';
import type { HostPattern } from './hostnames.ts';
import type { ResolvedListener } from './listeners.ts';
import { objectKey } from './object-index.ts';
import { sorted } from '../util/sorted.ts';
import { compareRanked, type HostRoutes, type RankedRoute } from './virtual-hosts.ts';
import type { ResolvedRule } from './rules/http.ts';

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
  const byListener = new Map<ResolvedListener, HostRoutes[]>();
  const rulesByGateway = new Map<string, Set<Rule>>();

  const add = (
    route: Resource<RouteSpec>,
    rules: readonly ResolvedRule[],
    attachments: readonly Attachment[],
  ): void => {
    const entryOf = entries(rankedRoutes(route, rules));
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
        list.push(entryOf(pattern, original));
      }
    }
  };

  const of = (key: string) => ({ byListener, rules: [...(rulesByGateway.get(key) ?? [])] });
  return { add, of };
}

function rankedRoutes(
  { id, meta }: Resource<RouteSpec>,
  rules: readonly ResolvedRule[],
): readonly RankedRoute[] {
  const ranked = rules.flatMap(({ rule, matches }) =>
    matches.map(({ match, origin }, matchIndex) => ({
      route: { rule: rule.id, matchIndex, match, origin },
      seniority: { created: meta.creationTimestamp, route: id, ruleIndex: rule.index, matchIndex },
    })),
  );
  return sorted(ranked, compareRanked);
}

/** Makes each entry once, for all listeners. */
function entries(ranked: readonly RankedRoute[]) {
  const made = new Map<HostPattern, HostRoutes[]>();
  return (hosts: HostPattern, original: HostPattern): HostRoutes => {
    const same = made.get(hosts) ?? [];
    made.set(hosts, same);
    const known = same.find((each) => each.original === original);
    if (known !== undefined) return known;
    const entry = { hosts, original, ranked };
    same.push(entry);
    return entry;
  };
}
