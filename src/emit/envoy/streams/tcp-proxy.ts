import type { StreamRule } from '../../../ir/index.ts';
import type { ConfigListenerFilter } from '../generated/envoy-api.ts';
import { clusterName, missingCluster } from '../names.ts';

/**
 * Passes the bytes of a connection on, in both directions. Envoy closes connections for a cluster that does not
 * exist, as it does for one without endpoints.
 *
 * @param rule - null where nothing is attached
 */
export function tcpProxy(name: string, rule: StreamRule | null): ConfigListenerFilter {
  return {
    name: 'envoy.filters.network.tcp_proxy',
    typed_config: {
      '@type': 'type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy',
      stat_prefix: name,
      ...targetOf(rule),
    },
  };
}

function targetOf(rule: StreamRule | null) {
  const shares = (rule?.backends ?? [])
    .filter(({ weight }) => weight > 0)
    .map(({ weight, target }) => ({
      name: target.kind === 'backend' ? clusterName(target.id) : missingCluster,
      weight,
    }));
  const [first, ...others] = shares;
  return others.length === 0
    ? { cluster: first?.name ?? missingCluster }
    : { weighted_clusters: { clusters: shares } };
}
