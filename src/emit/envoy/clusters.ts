import type { Backend, BackendAddress } from '../../ir/index.ts';
import type {
  CircuitBreakers,
  Cluster,
  ClusterDiscoveryType,
  ClusterDnsLookupFamily,
  LbEndpoint,
} from './generated/envoy-api.ts';
import { BUFFER_BYTES } from './limits.ts';
import { backendMetadata } from './metadata.ts';
import { clusterName } from './names.ts';
import { plain } from './quote.ts';

// Envoy's default of 1024 each answers 503 under loads that a backend may well take; no limit at all
// would let one slow backend hold everything that the gateway has.
const limits: CircuitBreakers = {
  thresholds: [{ max_connections: 16384, max_pending_requests: 16384, max_requests: 16384 }],
};

/** One backend of the IR. Without endpoints Envoy answers 503. */
export function lowerBackend(backend: Backend): Cluster {
  const name = clusterName(backend.id);
  return {
    name,
    metadata: backendMetadata(backend),
    ...discovery(backend.address),
    connect_timeout: '5s',
    per_connection_buffer_limit_bytes: BUFFER_BYTES,
    circuit_breakers: limits,
    load_assignment: {
      cluster_name: name,
      endpoints: [{ lb_endpoints: endpointsOf(backend.address) }],
    },
  };
}

interface Discovery {
  readonly type: ClusterDiscoveryType;
  readonly dns_lookup_family?: ClusterDnsLookupFamily;
}

function discovery(address: BackendAddress): Discovery {
  // Hosts without IPv6 often still get IPv6 addresses from DNS; IPv6-only names keep working.
  return address.kind === 'dns'
    ? { type: 'STRICT_DNS', dns_lookup_family: 'V4_PREFERRED' }
    : { type: 'STATIC' };
}

function endpointsOf(address: BackendAddress): readonly LbEndpoint[] {
  return address.kind === 'dns'
    ? [endpoint(address.host, address.port)]
    : address.endpoints.map((each) => endpoint(each.address, each.port));
}

function endpoint(host: string, port: number): LbEndpoint {
  return {
    endpoint: { address: { socket_address: { address: plain(host), port_value: port } } },
  };
}
