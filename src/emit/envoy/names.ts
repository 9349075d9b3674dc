import type {
  BackendId,
  CertificateId,
  ListenerId,
  Route,
  RuleId,
  Socket,
  VirtualHost,
} from '../../ir/index.ts';
import type { Branded } from '../../util/brand.ts';

// Names of listeners (Gateway API), Kubernetes names and host names hold no `/`, so that joining with
// it gives every part its own place: no two things get one name. A ListenerSet's listener has three parts,
// a Gateway's one.

/** Name of a cluster that exists, or of the one that never does. */
export type ClusterName = Branded<'EnvoyClusterName'>;

/** `service/namespace/name/port`, as the IR tells backends apart. */
export function clusterName(id: BackendId): ClusterName {
  return String(id) as ClusterName;
}

/** All backends of a rule whose clients keep to one endpoint. Rule ids begin with a kind of route, as no backend does. */
export function sessionClusterName(rule: RuleId): ClusterName {
  return String(rule) as ClusterName;
}

/** All backends of a UDPRoute with several. */
export const udpClusterName = sessionClusterName;

/**
 * Takes the share of references that are invalid. No cluster has this name, since those of backends
 * have slashes; Envoy answers for it with the route's `cluster_not_found_response_code`.
 */
export const missingCluster = 'unresolved' as ClusterName;

/**
 * `httproute/namespace/name/rule/match`, with the position of the backend where each has its route. A rule that has a
 * name of its own is `0:name`; section names hold neither `:` nor `/`.
 */
export function routeName(route: Route, ruleName: string | null, backend: number | null): string {
  const named = ruleName === null ? '' : `:${ruleName}`;
  const base = `${route.rule}${named}/${String(route.matchIndex)}`;
  return backend === null ? base : `${base}/${String(backend)}`;
}

/** `http-80`, `https-443`, `tls-8883`, `tcp-5432`, `udp-53`. */
export function listenerName(socket: Socket): string {
  const https = socket.kind === 'tls' && socket.listeners.some(({ kind }) => kind === 'https');
  return `${https ? 'https' : socket.kind}-${String(socket.port)}`;
}

/** `listener/host`: the first host names the group. */
export function virtualHostName(listener: ListenerId, { hostnames }: VirtualHost): string {
  return `${listener}/${hostnames[0] ?? '*'}`;
}

/** For hosts of a listener that no route is attached to; one part more, since hosts can be called anything. */
export function emptyHostName(listener: ListenerId): string {
  return `${listener}/-/no-routes`;
}

/** For hosts that belong to another listener of the port. */
export function misdirectedName(listener: ListenerId): string {
  return `${listener}/-/misdirected`;
}

export function secretName(id: CertificateId): string {
  return id;
}
