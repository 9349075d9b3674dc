import { createHash } from 'node:crypto';
import type { Certificate } from '../ir/index.ts';
import type { ResourceId } from '../source/place.ts';
import type { OutputFile, TargetOptions } from './options.ts';

/** Where a certificate's files are found by the proxy. */
export interface CertificatePaths {
  readonly chain: string;
  readonly key: string;
}

/**
 * File references of a certificate for a Gateway's configuration. Relative ones start at the Gateway's
 * folder, which is NGINX's prefix and Envoy's working directory.
 */
export function certificatePaths(
  certificate: Certificate,
  gateway: ResourceId,
  options: Pick<TargetOptions, 'configRoot'>,
): CertificatePaths {
  if (certificate.source.kind === 'path')
    return { chain: certificate.source.chainPath, key: certificate.source.keyPath };
  const root =
    options.configRoot === null
      ? ''
      : `${options.configRoot.replace(/\/$/, '')}/${gateway.namespace}/${gateway.name}/`;
  const name = fileName(certificate);
  return { chain: `${root}${name}.crt`, key: `${root}${name}.key` };
}

/** The files to write for certificates whose content is in the input. */
export function certificateFiles(certificates: readonly Certificate[]): readonly OutputFile[] {
  return certificates.flatMap((certificate): readonly OutputFile[] => {
    const { source } = certificate;
    if (source.kind === 'path') return [];
    const name = fileName(certificate);
    return [
      { path: `${name}.crt`, content: { kind: 'public', text: source.chain }, target: null },
      { path: `${name}.key`, content: { kind: 'secret', reveal: source.key }, target: null },
    ];
  });
}

// A hash of the Secret's identity: no manifest can steer the name, and it stays when the certificate
// is renewed, so that a renewal changes no configuration.
function fileName(certificate: Certificate): string {
  const digest = createHash('sha256').update(certificate.id).digest('hex');
  return `tls/${digest.slice(0, 32)}`;
}
