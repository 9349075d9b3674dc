import { requestListeners, type GatewayIr, type Hostname, type Route } from '../ir/index.ts';
import { hostname as toHostname } from '../ir/index.ts';
import type { Resource, ResourceSet, RouteSpec } from '../model/index.ts';
import { covers, compareSpecificity, type HostPattern } from '../resolve/hostnames.ts';
import type { Origin, ResourceId } from '../source/place.ts';

/** The hosts of one list of routes, in the order in which requests meet them. */
export interface Host {
  readonly hostnames: readonly HostPattern[];
  readonly routes: readonly Route[];
  /** Of the listener. */
  readonly listener: Origin;
}

/** Every list of every listener of a Gateway. */
export function hostsOf(gateway: GatewayIr): readonly Host[] {
  return gateway.sockets.flatMap((socket) =>
    requestListeners(socket).flatMap(({ hosts, origin }) =>
      hosts.map(({ hostnames, routes }) => ({ hostnames, routes, listener: origin })),
    ),
  );
}

/** The hostname of a route that makes it answer for a host: its most specific one, null for none. */
export type ClaimOf = (route: ResourceId, host: HostPattern) => HostPattern;

export function makeClaims(resources: ResourceSet): ClaimOf {
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
