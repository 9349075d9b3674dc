import type { Backend, ClientCertificate, GatewayIr } from '../../../ir/index.ts';
import { isNamedByHostname } from '../../../target/backend-features.ts';
import { certificatePaths, trustPath } from '../../../target/certificate-files.ts';
import type { TargetOptions } from '../../../target/options.ts';
import type { Line } from '../directive.ts';
import { text, word } from '../quote.ts';
import { passDirective, type Pass } from './pass.ts';
import { cipherLines } from './tls.ts';
import { versionsLine, type VersionRange } from './tls-versions.ts';

const everyVersion: VersionRange = { minimum: '1.2', maximum: '1.3' };

/**
 * TLS to a backend: NGINX verifies nothing unless each location says so, and verifies the name that it sends
 * as SNI.
 */
export function backendTlsLines(
  { tls }: Pick<Backend, 'tls'>,
  pass: Pass,
  { gateway, options }: { readonly gateway: GatewayIr; readonly options: TargetOptions },
): readonly Line[] {
  if (tls === null) return [];
  // NGINX verifies the hostname: what the policy asks for, or what the user makes do with.
  if (options.nginxVerification === 'exact' && !isNamedByHostname(tls))
    throw new Error('names that cannot be verified have passed the check');
  return [
    passDirective(pass, 'ssl_name', text(tls.hostname)),
    passDirective(pass, 'ssl_server_name', word('on')),
    passDirective(pass, 'ssl_verify', word('on')),
    passDirective(pass, 'ssl_verify_depth', word('9')),
    passDirective(
      pass,
      'ssl_trusted_certificate',
      text(trustPath(tls.trust, gateway.resource, options)),
    ),
    versionsLine(`${pass}_ssl_protocols`, tls.parameters ?? everyVersion),
    ...cipherLines(`${pass}_ssl_ciphers`, tls.parameters),
    ...clientLines(pass, tls.certificate, gateway, options),
  ];
}

function clientLines(
  pass: Pass,
  certificate: ClientCertificate,
  { clientCertificate, certificates, resource }: GatewayIr,
  options: TargetOptions,
): readonly Line[] {
  if (certificate.kind === 'none') return [];
  const wanted = certificate.kind === 'own' ? certificate.id : clientCertificate;
  if (wanted === null) return [];
  const shown = certificates.find(({ id }) => id === wanted);
  if (shown === undefined) throw new Error(`the IR lacks the certificate ${wanted}`);
  const { chain, key } = certificatePaths(shown, resource, options);
  return [
    passDirective(pass, 'ssl_certificate', text(chain)),
    passDirective(pass, 'ssl_certificate_key', text(key)),
  ];
}
