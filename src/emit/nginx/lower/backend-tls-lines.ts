import type { Backend, ClientCertificate, GatewayIr } from '../../../ir/index.ts';
import { certificatePaths, trustPath } from '../../../target/certificate-files.ts';
import type { TargetOptions } from '../../../target/options.ts';
import type { Line } from '../directive.ts';
import { text, word } from '../quote.ts';
import { passDirective, type Pass } from './pass.ts';

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
  const [name, ...others] = tls.names;
  if (name?.kind !== 'dns' || name.value !== tls.hostname || others.length > 0)
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
    passDirective(pass, 'ssl_protocols', word('TLSv1.2'), word('TLSv1.3')),
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
