import { invariant } from '../../util/invariant.ts';
import type {
  ConfigListenerFilter,
  HttpConnectionManager,
  VirtualHost,
} from './generated/envoy-api.ts';
import type { PathPolicy } from '../../target/path-policy.ts';
import type { HttpFilters } from './http-filters.ts';

export interface ConnectionSettings {
  readonly tracing: Pick<HttpConnectionManager, 'tracing'>;
  readonly pathPolicy: PathPolicy;
}

/** An HTTP connection manager for one chain of a listener. */
export function httpConnection(
  name: string,
  virtualHosts: readonly VirtualHost[],
  { filters, forAllRoutes }: HttpFilters,
  { tracing, pathPolicy }: ConnectionSettings,
): ConfigListenerFilter {
  checkUnique(virtualHosts.map((host) => host.name));
  checkUnique(virtualHosts.flatMap((host) => host.domains));
  return {
    name: 'envoy.filters.network.http_connection_manager',
    typed_config: {
      '@type':
        'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
      stat_prefix: name,
      ...pathSettings(pathPolicy),
      ...edgePolicy,
      ...tracing,
      route_config: {
        name,
        // The share of invalid references goes to a cluster that does not exist; that all others do
        // is made sure where they are named.
        validate_clusters: false,
        ignore_port_in_host_matching: true,
        virtual_hosts: virtualHosts,
        ...forAllRoutes,
      },
      http_filters: filters,
    },
  };
}

type Settings = Omit<HttpConnectionManager, 'stat_prefix' | 'route_config'>;

/**
 * One spelling of each path and host, matched and forwarded alike, so that no rule can be gone round
 * by another spelling. What can be read in two ways gets 400, here or by the first of the routes
 * (routes/refusals.ts), which sees dot segments and escapes where they are not normalised.
 */
function pathSettings(policy: PathPolicy) {
  return {
    normalize_path: policy === 'normalize',
    merge_slashes: true,
    path_with_escaped_slashes_action: 'REJECT_REQUEST',
    strip_trailing_host_dot: true,
  } as const satisfies Settings;
}

/** "Configuring Envoy as an edge proxy" (Envoy's documentation). */
const edgePolicy = {
  use_remote_address: true,
  server_header_transformation: 'PASS_THROUGH',
  max_request_headers_kb: 60,
  request_headers_timeout: '10s',
  // Long uploads are legitimate; silence is what ends a stream.
  request_timeout: '0s',
  stream_idle_timeout: '300s',
  delayed_close_timeout: '1s',
  common_http_protocol_options: {
    idle_timeout: '300s',
    max_headers_count: 100,
    // Many backends read `_` as `-`, so that `x_user` could pass for a guarded `x-user`.
    headers_with_underscores_action: 'DROP_HEADER',
  },
  http2_protocol_options: {
    max_concurrent_streams: 100,
    initial_stream_window_size: 65_536,
    initial_connection_window_size: 1_048_576,
  },
  upgrade_configs: [{ upgrade_type: 'websocket' }],
} as const satisfies Settings;

// Envoy takes two virtual hosts of one name without a word.
function checkUnique(names: readonly string[]): void {
  invariant(new Set(names).size === names.length, 'two virtual hosts share a name or a domain');
}
