import type {
  BackendProtocol,
  BackendTls,
  Certificate,
  CertificateId,
  ClientValidation,
  GatewayIr,
  ServerTls,
  TlsParameters,
} from '../../ir/index.ts';
import { bundlePath, certificatePaths } from '../../target/certificate-files.ts';
import { cipherNames } from '../../target/cipher-names.ts';
import type { FilePath } from '../../target/file-path.ts';
import type { TargetOptions } from '../../target/options.ts';
import type {
  CertificateValidationContext,
  Secret,
  TlsParameters as EnvoyTlsParameters,
  TransportSocket,
} from './generated/envoy-api.ts';
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
      certificate_chain: { filename: paths.chain },
      private_key: { filename: paths.key },
    },
  };
}

/** What a connection to a backend is verified with, and what it shows. */
export interface ClientFiles {
  readonly trustedFile: FilePath;
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
          tls_minimum_protocol_version: versions[tls.parameters?.minimum ?? '1.2'],
          ...limitsOf(tls.parameters ?? { minimum: '1.2', maximum: '1.3', ciphers: null }),
        },
        ...alpnOf(protocol),
        ...(certificate === null
          ? {}
          : { tls_certificate_sds_secret_configs: [{ name: secretName(certificate) }] }),
        validation_context: {
          trusted_ca: { filename: trustedFile },
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

/** Where the files of authorities are. */
export interface TrustPlace {
  readonly gateway: GatewayIr;
  readonly options: TargetOptions;
}

/** Terminates TLS with certificates of the bootstrap; without protocols, ALPN is not answered. */
export function serverTransport(
  tls: ServerTls,
  protocols: readonly string[],
  place: TrustPlace,
): TransportSocket {
  const { clients, parameters } = tls;
  return {
    name: 'envoy.transport_sockets.tls',
    typed_config: {
      '@type': 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext',
      common_tls_context: {
        tls_params: {
          tls_minimum_protocol_version: versions[parameters?.minimum ?? '1.2'],
          ...(parameters === null ? {} : limitsOf(parameters)),
        },
        ...(protocols.length === 0 ? {} : { alpn_protocols: protocols }),
        tls_certificate_sds_secret_configs: tls.certificates.map((id) => ({
          name: secretName(id),
        })),
        ...(clients === null ? {} : { validation_context: clientContext(clients, place) }),
      },
      ...(clients === null ? {} : { require_client_certificate: clients.mode === 'required' }),
    },
  };
}

const versions = { '1.2': 'TLSv1_2', '1.3': 'TLSv1_3' } as const;

function limitsOf({ maximum, ciphers }: TlsParameters): EnvoyTlsParameters {
  return {
    tls_maximum_protocol_version: versions[maximum],
    ...(ciphers === null ? {} : { cipher_suites: ciphers.map((each) => cipherNames[each]) }),
  };
}

/** Who may come in (GEP-91). Under the fallback Envoy asks for certificates, and takes any. */
function clientContext(
  { mode, trust }: ClientValidation,
  { gateway, options }: TrustPlace,
): CertificateValidationContext {
  return {
    trusted_ca: {
      filename: bundlePath(trust, gateway.resource, options),
    },
    ...(mode === 'optional' ? { trust_chain_verification: 'ACCEPT_UNTRUSTED' } : {}),
  };
}
