import type {
  CertificateValidationContext,
  CommonTlsContext,
  DataSource,
  SubjectAltNameMatcher,
} from '../../generated/envoy-api.ts';
import { child, type Add } from '../problem.ts';
import type { MessageRules } from './rule.ts';

/**
 * The validation context that stands in the configuration. What SDS adds to it is not known here, so it must be enough by
 * itself.
 */
function validationOf(tls: CommonTlsContext | undefined): CertificateValidationContext {
  return (
    tls?.validation_context ?? tls?.combined_validation_context?.default_validation_context ?? {}
  );
}

function requireAuthority(
  validation: CertificateValidationContext,
  pointer: string,
  add: Add,
): void {
  if (validation.trusted_ca === undefined)
    add(pointer, 'without trusted_ca no certificate is verified');
  if (validation.trust_chain_verification === 'ACCEPT_UNTRUSTED')
    add(pointer, 'ACCEPT_UNTRUSTED accepts every certificate');
}

function namesOnePeer({ matcher }: SubjectAltNameMatcher): boolean {
  return matcher.exact !== undefined && matcher.exact !== '';
}

/** A secret has to be read from a file, so that configurations can be shown, compared and committed. */
function refuseInline(source: DataSource | undefined, pointer: string, add: Add): void {
  if (source?.inline_bytes !== undefined || source?.inline_string !== undefined)
    add(pointer, 'a secret must not stand in the configuration');
}

export const tlsRules: MessageRules = {
  // Envoy compares the lower-cased SNI: a name with capitals never matches.
  'envoy.config.listener.v3.FilterChainMatch': ({ server_names: names = [] }, pointer, add) => {
    for (const [position, name] of names.entries())
      if (name !== name.toLowerCase())
        add(child(child(pointer, 'server_names'), position), `${name} is not in lower case`);
  },
  // Without a SAN matcher Envoy accepts any name that the authority has certified.
  'envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext': (message, pointer, add) => {
    const validation = validationOf(message.common_tls_context);
    requireAuthority(validation, pointer, add);
    const names = validation.match_typed_subject_alt_names ?? [];
    if (names.length === 0 || !names.every(namesOnePeer))
      add(
        pointer,
        'every backend has to be verified by exact names in match_typed_subject_alt_names',
      );
  },
  'envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext': (message, pointer, add) => {
    if (message.require_client_certificate === true)
      requireAuthority(validationOf(message.common_tls_context), pointer, add);
  },
  'envoy.extensions.transport_sockets.tls.v3.TlsCertificate': (message, pointer, add) => {
    refuseInline(message.private_key, child(pointer, 'private_key'), add);
    refuseInline(message.pkcs12, child(pointer, 'pkcs12'), add);
    refuseInline(message.password, child(pointer, 'password'), add);
  },
  'envoy.extensions.transport_sockets.tls.v3.TlsSessionTicketKeys': ({ keys }, pointer, add) => {
    for (const [position, key] of keys.entries())
      refuseInline(key, child(child(pointer, 'keys'), position), add);
  },
  'envoy.extensions.transport_sockets.tls.v3.GenericSecret': (message, pointer, add) => {
    refuseInline(message.secret, child(pointer, 'secret'), add);
  },
};
