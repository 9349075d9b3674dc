import type {
  BackendProtocol,
  BackendTls,
  Certificate,
  CertificateId,
  GatewayIr,
  ServerTls,
} from '../../ir/index.ts';
import { certificatePaths } from '../../target/certificate-files.ts';
import type { TargetOptions } from '../../target/options.ts';
import type { Secret, TransportSocket } from './generated/envoy-api.ts';
import { exactText } from './fields.ts';
import { secretName } from './names.ts';
import { invariant } from '../../util/invariant.ts';
import { plain } from './quote.ts';

/** Certificates by file name: keys never stand in the bootstrap. */
export function certificateSecrets(gateway: GatewayIr, options: TargetOptions): readonly Secret[] {
  return gateway.certificates.map((certificate) => secretOf(certificate, gateway, options));
}

function secretOf(certificate: Certificate, gateway: GatewayIr, options: TargetOptions): Secret {
  const paths = certificatePaths(certificate, gateway.resource, options);
  return {
    name: secretName(certificate.id),
    tls_certificate: {
      certificate_chain: { filename: plain(paths.chain) },
      private_key: { filename: plain(paths.key) },
    },
  };
}

/** What a connection to a backend is verified with, and what it shows. */
export interface ClientFiles {
  readonly trustedFile: string;
  readonly certificate: CertificateId | null;
}

/**
 * TLS to a backend. Without authorities or without names Envoy verifies nothing, and does not say so; both are
 * always there.
 */
export function clientTransport(
  tls: BackendTls,
  protocol: BackendProtocol,
  { trustedFile, certificate }: ClientFiles,
): TransportSocket {
  invariant(tls.names.length > 0, 'a backend whose name nobody verifies');
  return {
    name: 'envoy.transport_sockets.tls',
    typed_config: {
      '@type': 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext',
      sni: plain(tls.hostname),
      common_tls_context: {
        tls_params: {
          tls_minimum_protocol_version: 'TLSv1_2',
          tls_maximum_protocol_version: 'TLSv1_3',
        },
        ...alpnOf(protocol),
        ...(certificate === null
          ? {}
          : { tls_certificate_sds_secret_configs: [{ name: secretName(certificate) }] }),
        validation_context: {
          trusted_ca: { filename: plain(trustedFile) },
          match_typed_subject_alt_names: tls.names.map(({ kind, value }) => ({
            san_type: kind === 'dns' ? 'DNS' : 'URI',
            matcher: exactText(plain(value)),
          })),
        },
      },
    },
  };
}

/** What is asked for inside of TLS; nothing where it is not ours to know. */
function alpnOf(protocol: BackendProtocol): { readonly alpn_protocols?: readonly string[] } {
  if (protocol === 'tcp' || protocol === 'udp') return {};
  return { alpn_protocols: [protocol === 'http2' ? 'h2' : 'http/1.1'] };
}

/** What HTTP clients may speak inside of TLS. */
export const httpProtocols: readonly string[] = ['h2', 'http/1.1'];

/** For clients that never finish their handshake. */
export const HANDSHAKE_TIMEOUT = '10s';

/** Terminates TLS with certificates of the bootstrap; without protocols, ALPN is not answered. */
export function serverTransport(tls: ServerTls, protocols: readonly string[]): TransportSocket {
  return {
    name: 'envoy.transport_sockets.tls',
    typed_config: {
      '@type': 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext',
      common_tls_context: {
        tls_params: { tls_minimum_protocol_version: 'TLSv1_2' },
        ...(protocols.length === 0 ? {} : { alpn_protocols: protocols }),
        tls_certificate_sds_secret_configs: tls.certificates.map((id) => ({
          name: secretName(id),
        })),
      },
    },
  };
}
