import type { Backend, BackendId, StreamRule } from '../../../ir/index.ts';
import { clusterOf, endpointsOf, noTransport } from '../clusters.ts';
import type { Cluster, ListenerFilter, LocalityLbEndpoints } from '../generated/envoy-api.ts';
import { clusterName, udpClusterName, type ClusterName } from '../names.ts';
import { plain } from '../quote.ts';

/**
 * Passes datagrams on. Those of one client address and port go to one endpoint, until nothing has been sent for a
 * minute. Without a route they are dropped.
 */
export function udpProxy(
  name: string,
  rule: StreamRule | null,
  lookup: ReadonlyMap<BackendId, Backend>,
): ListenerFilter {
  const cluster = rule === null ? null : clusterFor(rule, lookup);
  return {
    name: 'envoy.filters.udp_listener.udp_proxy',
    typed_config: {
      '@type': 'type.googleapis.com/envoy.extensions.filters.udp.udp_proxy.v3.UdpProxyConfig',
      stat_prefix: name,
      matcher:
        cluster === null
          ? {}
          : {
              on_no_match: {
                action: {
                  name: 'route',
                  typed_config: {
                    '@type': 'type.googleapis.com/envoy.extensions.filters.udp.udp_proxy.v3.Route',
                    cluster,
                  },
                },
              },
            },
    },
  };
}

/** The cluster of a rule's only backend, or the one that holds all of them; null where there is none to send to. */
function clusterFor(rule: StreamRule, lookup: ReadonlyMap<BackendId, Backend>): ClusterName | null {
  const shares = sharesOf(rule, lookup);
  const [first, ...others] = shares;
  if (others.length > 0) return udpClusterName(rule.id);
  return first?.backend === undefined || first.backend === null
    ? null
    : clusterName(first.backend.id);
}

/**
 * One cluster for the backends of a UDPRoute with several, as a UDP route names one cluster: each backend is a
 * locality of it, and localities have weights. The share of what is invalid goes nowhere.
 */
export function udpCluster(
  rule: StreamRule,
  lookup: ReadonlyMap<BackendId, Backend>,
): readonly Cluster[] {
  const shares = rule.protocol === 'udp' ? sharesOf(rule, lookup) : [];
  if (shares.length < 2) return [];
  const name = udpClusterName(rule.id);
  const cluster = clusterOf(name, {
    protocol: 'udp',
    transport: noTransport,
    byName: shares.some(({ backend }) => backend?.address.kind === 'dns'),
    endpoints: [],
    retries: {},
  });
  return [
    {
      ...cluster,
      common_lb_config: { locality_weighted_lb_config: {} },
      load_assignment: {
        cluster_name: name,
        endpoints: shares.map(({ weight, backend }): LocalityLbEndpoints => ({
          locality: { sub_zone: backend === null ? nowhere : clusterName(backend.id) },
          lb_endpoints: backend === null ? [dropping] : endpointsOf(backend, null),
          load_balancing_weight: weight,
        })),
      },
    },
  ];
}

interface UdpShare {
  readonly weight: number;
  /** Null for all that datagrams cannot be sent to. */
  readonly backend: Backend | null;
}

function sharesOf(
  { backends }: StreamRule,
  lookup: ReadonlyMap<BackendId, Backend>,
): readonly UdpShare[] {
  const shares: UdpShare[] = [];
  let lost = 0;
  for (const { weight, target } of backends) {
    const backend = target.kind === 'backend' ? lookup.get(target.id) : undefined;
    if (backend === undefined || isEmpty(backend)) lost += weight;
    else if (weight > 0) shares.push({ weight, backend });
  }
  return lost === 0 ? shares : [...shares, { weight: lost, backend: null }];
}

function isEmpty({ address }: Backend): boolean {
  return address.kind === 'endpoints' && address.endpoints.length === 0;
}

const nowhere = 'unresolved';

/** No datagram can be sent to port 0. */
const dropping = {
  endpoint: {
    address: {
      socket_address: { protocol: 'UDP', address: plain('127.0.0.1'), port_value: 0 },
    },
  },
} as const;
