import type {
  Backend,
  BackendAddress,
  BackendProtocol,
  BackendTls,
  CertificateId,
  Endpoint,
  GatewayIr,
} from '../../ir/index.ts';
import { trustPath } from '../../target/certificate-files.ts';
import { merged } from '../../util/merged.ts';
import { atOnce, retryLimits, type RetryLimits } from './circuit-breakers.ts';
import type {
  Cluster,
  ClusterDiscoveryType,
  ClusterDnsLookupFamily,
  LbEndpoint,
} from './generated/envoy-api.ts';
import { BUFFER_BYTES } from './limits.ts';
import { clusterName, type ClusterName } from './names.ts';
import { plain } from './quote.ts';
import { clientTransport, type TrustPlace } from './tls.ts';

/** One backend of the IR. Without endpoints Envoy answers 503. */
export function lowerBackend(backend: Backend, place: ClusterPlace): Cluster {
  return clusterOf(clusterName(backend.id), {
    protocol: backend.protocol,
    transport: transportOf(backend, place),
    byName: backend.address.kind === 'dns',
    endpoints: endpointsOf(backend, null),
    retries: retryLimits(backend.retryBudget, place),
  });
}

/** What clusters have to know of their Gateway, such as where the files are that backends are verified with. */
export interface ClusterPlace extends TrustPlace {
  /** Some rule has retries. */
  readonly retries: boolean;
}

/** Connections in the clear. */
export const noTransport: Pick<Cluster, 'transport_socket'> = {};

export function transportOf(
  { tls, protocol }: Backend,
  { gateway, options }: ClusterPlace,
): Pick<Cluster, 'transport_socket'> {
  if (tls === null) return noTransport;
  return {
    transport_socket: clientTransport(tls, protocol, {
      trustedFile: trustPath(tls.trust, gateway.resource, options),
      certificate: shownTo(tls, gateway),
    }),
  };
}

function shownTo(
  { certificate }: BackendTls,
  { clientCertificate }: GatewayIr,
): CertificateId | null {
  switch (certificate.kind) {
    case 'of-gateway':
      return clientCertificate;
    case 'own':
      return certificate.id;
    case 'none':
      return null;
  }
}

export interface ClusterParts {
  readonly protocol: BackendProtocol;
  readonly transport: Pick<Cluster, 'transport_socket'>;
  /** Some endpoint is a DNS name. */
  readonly byName: boolean;
  readonly endpoints: readonly LbEndpoint[];
  readonly retries: RetryLimits;
}

export function clusterOf(
  name: ClusterName,
  { protocol, transport, byName, endpoints, retries }: ClusterParts,
): Cluster {
  return {
    name,
    ...discovery(byName),
    connect_timeout: '5s',
    per_connection_buffer_limit_bytes: BUFFER_BYTES,
    circuit_breakers: { thresholds: [merged(atOnce, retries)] },
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
  const weighted = weight === null ? {} : { load_balancing_weight: weight };
  const all = address.kind === 'dns' ? [named(address)] : address.endpoints;
  return all.map(({ address: host, port }) => ({
    endpoint: {
      address: {
        socket_address:
          protocol === 'udp'
            ? { protocol: 'UDP', address: plain(host), port_value: port }
            : { address: plain(host), port_value: port },
      },
    },
    ...weighted,
  }));
}

/** A dot at the end keeps Envoy from trying the search domains of its machine. */
function named({
  host,
  port,
  absolute,
}: Extract<BackendAddress, { readonly kind: 'dns' }>): Endpoint {
  return { address: absolute ? `${host}.` : host, port };
}
