import type { OverloadManager } from './generated/envoy-api.ts';

// "Configuring Envoy as an edge proxy" (Envoy's documentation): bounds for untrusted clients.

/** What Envoy buffers of a connection before it stops reading from its other side. */
export const BUFFER_BYTES = 32_768;

// Envoy with 10,000 routes takes about 100 MB; what comes above this is load.
const MAX_HEAP_BYTES = 2_147_483_648;
const MAX_CONNECTIONS = 50_000;

/** Sheds load before the process runs out of memory or file descriptors. */
export const overloadManager: OverloadManager = {
  refresh_interval: '0.25s',
  resource_monitors: [
    {
      name: 'envoy.resource_monitors.fixed_heap',
      typed_config: {
        '@type':
          'type.googleapis.com/envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig',
        max_heap_size_bytes: MAX_HEAP_BYTES,
      },
    },
    {
      name: 'envoy.resource_monitors.global_downstream_max_connections',
      typed_config: {
        '@type':
          'type.googleapis.com/envoy.extensions.resource_monitors.downstream_connections.v3.DownstreamConnectionsConfig',
        max_active_downstream_connections: MAX_CONNECTIONS,
      },
    },
  ],
  actions: [
    action('envoy.overload_actions.shrink_heap', 0.9),
    action('envoy.overload_actions.stop_accepting_requests', 0.95),
  ],
};

function action(name: string, value: number): NonNullable<OverloadManager['actions']>[number] {
  return { name, triggers: [{ name: 'envoy.resource_monitors.fixed_heap', threshold: { value } }] };
}
