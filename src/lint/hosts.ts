import {
  requestListeners,
  type Hostname,
  type Route,
  type Rule,
  type RuleId,
} from '../ir/index.ts';
import { hostname as toHostname } from '../ir/index.ts';
import type { Resource, ResourceSet, RouteSpec } from '../model/index.ts';
import { covers, compareSpecificity, type HostPattern } from '../resolve/hostnames.ts';
import type { ResourceId } from '../source/place.ts';
import type { LintInput } from './input.ts';

/** The hosts of one list of routes, in the order in which requests meet them. */
export interface Host {
  readonly hostnames: readonly HostPattern[];
  readonly routes: readonly Route[];
}

/** What several lints look up. */
export interface Routing {
  /** Every list of every listener of every Gateway. */
  readonly hosts: readonly Host[];
  readonly ruleOf: (id: RuleId) => Rule | undefined;
  readonly claimOf: ClaimOf;
}

/** The hostname of a route that makes it answer for a host: its most specific one, null for none. */
export type ClaimOf = (route: ResourceId, host: HostPattern) => HostPattern;

export function routingOf({ resources, resolution }: LintInput): Routing {
  const { gateways } = resolution.ir;
  // Most input has nothing that rules and claims would be looked up for.
  const rules = once(
    () => new Map(gateways.flatMap((each) => each.rules.map((rule) => [rule.id, rule] as const))),
  );
  const claims = once(() => makeClaims(resources));
  return {
    hosts: gateways.flatMap(({ sockets }) =>
      sockets.flatMap((socket) => requestListeners(socket).flatMap(({ hosts }) => hosts)),
    ),
    ruleOf: (id) => rules().get(id),
    claimOf: (route, host) => claims()(route, host),
  };
}

function once<T extends object>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}

function makeClaims(resources: ResourceSet): ClaimOf {
  const patterns = new Map<string, readonly Hostname[]>();
  const add = ({ id, spec }: Resource<RouteSpec>): void => {
    const sorted = (spec.hostnames ?? []).map(toHostname).sort(compareSpecificity);
    patterns.set(keyOf(id), sorted);
  };
  resources.httpRoutes.forEach(add);
  resources.grpcRoutes.forEach(add);
  return (route, host) => {
    const own = patterns.get(keyOf(route)) ?? [];
    return own.find((each) => covers(each, host)) ?? own.find((each) => covers(host, each)) ?? null;
  };
}

/** Kinds of routes do not share names by accident alone. */
export function keyOf({ kind, namespace, name }: ResourceId): string {
  return `${kind}/${namespace}/${name}`;
}

/** A host as people read it. */
export function hostText(host: HostPattern): string {
  return host ?? '*';
}
