import { child, type Add } from '../problem.ts';
import type { MessageRules, Scene } from './rule.ts';

/** Envoy ignores settings for an HTTP filter that does not exist, which would switch off authorization silently. */
function filterSettings(
  message: { readonly typed_per_filter_config?: { readonly [name: string]: unknown } },
  pointer: string,
  add: Add,
  { httpFilters }: Scene,
): void {
  const { typed_per_filter_config: settings } = message;
  const filters = settings === undefined ? null : httpFilters();
  if (settings === undefined || filters === null) return;
  for (const name of Object.keys(settings))
    if (!filters.has(name))
      add(
        child(child(pointer, 'typed_per_filter_config'), name),
        `no HTTP filter has the name ${name}`,
      );
}

/** A check that a field names a cluster. */
function cluster<Field extends string>(field: Field) {
  return (
    message: { readonly [Key in Field]?: string | undefined },
    pointer: string,
    add: Add,
    { clusters }: Scene,
  ): void => {
    const name = message[field];
    if (name !== undefined && name !== '' && !clusters.has(name))
      add(child(pointer, field), `no cluster has the name ${name}`);
  };
}

/**
 * Every field of the API that names a cluster. Envoy looks up those of routes only, and not even these when
 * `validate_clusters` is off, as it has to be for backends that answer 500.
 */
export const clusterRules: MessageRules = {
  'envoy.config.bootstrap.v3.ClusterManager': cluster('local_cluster_name'),
  'envoy.config.core.v3.GrpcService.EnvoyGrpc': cluster('cluster_name'),
  'envoy.config.core.v3.HttpUri': cluster('cluster'),
  'envoy.config.core.v3.ApiConfigSource': (message, pointer, add, { clusters }) => {
    for (const [position, name] of (message.cluster_names ?? []).entries())
      if (!clusters.has(name))
        add(child(child(pointer, 'cluster_names'), position), `no cluster has the name ${name}`);
  },
  'envoy.config.route.v3.RouteAction': cluster('cluster'),
  'envoy.config.route.v3.RouteAction.RequestMirrorPolicy': cluster('cluster'),
  'envoy.config.route.v3.WeightedCluster.ClusterWeight': cluster('name'),
  'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy': cluster('cluster'),
  'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy.WeightedCluster.ClusterWeight':
    cluster('name'),
  'envoy.extensions.filters.udp.udp_proxy.v3.Route': cluster('cluster'),
};

export const filterRules: MessageRules = {
  'envoy.config.route.v3.RouteConfiguration': filterSettings,
  'envoy.config.route.v3.VirtualHost': filterSettings,
  'envoy.config.route.v3.Route': filterSettings,
  'envoy.config.route.v3.WeightedCluster.ClusterWeight': filterSettings,
};

export const secretRules: MessageRules = {
  'envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig': (message, pointer, add, scene) => {
    const { name, sds_config: config } = message;
    // Without a source, the name is that of a static secret.
    if (config === undefined && !scene.secrets.has(name))
      add(child(pointer, 'name'), `no secret has the name ${name}`);
  },
};
