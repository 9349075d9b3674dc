import type { Backend, BackendProtocol } from '../../ir/index.ts';
import { trustPath } from '../../target/certificate-files.ts';
import type {
  CircuitBreakers,
  Cluster,
  ClusterDiscoveryType,
  ClusterDnsLookupFamily,
  LbEndpoint,
  Metadata,
} from './generated/envoy-api.ts';
import { BUFFER_BYTES } from './limits.ts';
import { backendMetadata } from './metadata.ts';
import { clusterName, type ClusterName } from './names.ts';
import { plain } from './quote.ts';
import { clientTransport, type TrustPlace } from './tls.ts';

// Envoy's default of 1024 each answers 503 under loads that a backend may well take; no limit at all
// would let one slow backend hold everything that the gateway has.
const limits: CircuitBreakers = {
  thresholds: [{ max_connections: 16384, max_pending_requests: 16384, max_requests: 16384 }],
};

/** One backend of the IR. Without endpoints Envoy answers 503. */
export function lowerBackend(backend: Backend, place: TrustPlace): Cluster {
  return clusterOf(clusterName(backend.id), {
    metadata: backendMetadata(backend),
    protocol: backend.protocol,
    transport: transportOf(backend, place),
    byName: backend.address.kind === 'dns',
    endpoints: endpointsOf(backend, null),
  });
}

/** Connections in the clear. */
export const noTransport: Pick<Cluster, 'transport_socket'> = {};

export function transportOf(
  { tls, protocol }: Backend,
  { gateway, options }: TrustPlace,
): Pick<Cluster, 'transport_socket'> {
  if (tls === null) return noTransport;
  return {
    transport_socket: clientTransport(tls, protocol, {
      trustedFile: trustPath(tls.trust, gateway.resource, options),
      certificate: gateway.clientCertificate,
    }),
  };
}

export interface ClusterParts {
  readonly metadata: Metadata;
  readonly protocol: BackendProtocol;
  readonly transport: Pick<Cluster, 'transport_socket'>;
  /** Some endpoint is a DNS name. */
  readonly byName: boolean;
  readonly endpoints: readonly LbEndpoint[];
}

export function clusterOf(
  name: ClusterName,
  { metadata, protocol, transport, byName, endpoints }: ClusterParts,
): Cluster {
  return {
    name,
    metadata,
    ...discovery(byName),
    connect_timeout: '5s',
    per_connection_buffer_limit_bytes: BUFFER_BYTES,
    circuit_breakers: limits,
    ...transport,
    ...protocolOf(protocol),
    load_assignment: {
      cluster_name: name,
      endpoints: [{ lb_endpoints: endpoints }],
    },
  };
}

/** HTTP/1.1 is Envoy's own choice where nothing is said. */
function protocolOf(protocol: BackendProtocol): Pick<Cluster, 'typed_extension_protocol_options'> {
  if (protocol !== 'http2') return {};
  const name = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';
  return {
    typed_extension_protocol_options: {
      [name]: {
        '@type': `type.googleapis.com/${name}`,
        explicit_http_config: { http2_protocol_options: {} },
      },
    },
  };
}

interface Discovery {
  readonly type: ClusterDiscoveryType;
  readonly dns_lookup_family?: ClusterDnsLookupFamily;
}

function discovery(byName: boolean): Discovery {
  // Hosts without IPv6 often still get IPv6 addresses from DNS; IPv6-only names keep working.
  return byName ? { type: 'STRICT_DNS', dns_lookup_family: 'V4_PREFERRED' } : { type: 'STATIC' };
}

/**
 * @param weight - of each endpoint against those of other backends; null where there are no others
 */
export function endpointsOf(
  { address, protocol }: Backend,
  weight: number | null,
): readonly LbEndpoint[] {
  const transport = protocol === 'udp' ? ({ protocol: 'UDP' } as const) : {};
  const weighted = weight === null ? {} : { load_balancing_weight: weight };
  const all =
    address.kind === 'dns' ? [{ address: address.host, port: address.port }] : address.endpoints;
  return all.map(({ address: host, port }) => ({
    endpoint: {
      address: { socket_address: { ...transport, address: plain(host), port_value: port } },
    },
    ...weighted,
  }));
}
