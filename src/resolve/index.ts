import { atField, type Diagnostic, type Staged } from '../diagnostics/diagnostic.ts';
import type { Ir, Route, Rule } from '../ir/index.ts';
import { originOf, type HttpRouteSpec, type Resource, type ResourceSet } from '../model/index.ts';
import type { ResourceId } from '../source/place.ts';
import { attachRoute, type Attachment, type AttachmentContext, type Parent } from './attachment.ts';
import { makeBackendResolver } from './backends.ts';
import { buildGateway } from './gateway-ir.ts';
import { resolveGateways, type ResolvedGateway } from './gateways.ts';
import { indexObjects, objectKey } from './object-index.ts';
import type { ResolveOptions } from './resolve-options.ts';
import { resolveHttpRules, type ResolvedRule } from './rules/http.ts';
import type { ResolvedListener } from './listeners.ts';
import type { HostRoute } from './virtual-hosts.ts';

export type { ResolveOptions } from './resolve-options.ts';

/** The IR, and how many routes found their way into it. */
export interface Resolution {
  readonly ir: Ir;
  readonly attachedRoutes: number;
  readonly gateways: readonly ResolvedGateway[];
  /** Numbers of routes by listener name, by the Gateway's `namespace/name`. */
  readonly attached: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Positions of the parentRefs that name compiled Gateways; routes without any are left out. */
  readonly parentRefs: ReadonlyMap<Resource<HttpRouteSpec>, readonly number[]>;
}

/**
 * Follows every reference and settles every precedence. Total: what is wrong is reported and costs
 * only itself. Each step is a function of earlier results; nothing is edited later.
 */
export function resolve(resources: ResourceSet, options: ResolveOptions): Staged<Resolution> {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);

  const index = indexObjects(resources);
  const gateways = resolveGateways(resources, index, options, report);
  const parents = new Map(
    gateways.map(({ gateway, listeners }): [string, Parent] => [
      objectKey(gateway.id.namespace, gateway.id.name),
      { resource: gateway.id, listeners },
    ]),
  );
  const backends = makeBackendResolver(index, options, report);
  const context: AttachmentContext = { index, parents, report };
  const attached = makeAttachedRoutes();
  const parentRefs = new Map<Resource<HttpRouteSpec>, readonly number[]>();
  for (const route of resources.httpRoutes) {
    const attachments = attachRoute(route, context);
    // A route of other Gateways only is none of this run's business.
    if (attachments.length === 0) continue;
    parentRefs.set(
      route,
      attachments.map(({ position }) => position),
    );
    attached.add(route, resolveHttpRules(route, backends, report), attachments);
  }
  for (const other of resources.otherKinds)
    report(atField('resolve/kind-not-supported', originOf(other, 'kind'), { kind: other.id.kind }));
  const ir: Ir = {
    gateways: gateways.map((gateway) => {
      const key = objectKey(gateway.gateway.id.namespace, gateway.gateway.id.name);
      return buildGateway(gateway, attached.of(key), backends);
    }),
  };
  const value = {
    ir,
    attachedRoutes: attached.count(),
    gateways,
    attached: attached.byGateway(),
    parentRefs,
  };
  return { value, diagnostics };
}

/** Collects attached routes by listener, and the rules that each Gateway uses. */
function makeAttachedRoutes() {
  const byListener = new Map<ResolvedListener, HostRoute[]>();
  const rulesByGateway = new Map<string, Set<Rule>>();
  const countsByGateway = new Map<string, Map<string, Set<ResourceId>>>();
  let count = 0;

  const add = (
    route: Resource<HttpRouteSpec>,
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
