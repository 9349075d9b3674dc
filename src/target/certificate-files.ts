import { createHash } from 'node:crypto';
import type { Certificate, CertificateId, Trust, TrustBundle, TrustBundleId } from '../ir/index.ts';
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
  const root = rootOf(gateway, options);
  const name = fileName(certificate.id);
  return { chain: `${root}${name}.crt`, key: `${root}${name}.key` };
}

/** The files to write for certificates whose content is in the input. */
export function certificateFiles(certificates: readonly Certificate[]): readonly OutputFile[] {
  return certificates.flatMap((certificate): readonly OutputFile[] => {
    const { source } = certificate;
    if (source.kind === 'path') return [];
    const name = fileName(certificate.id);
    return [
      { path: `${name}.crt`, content: { kind: 'public', text: source.chain }, target: null },
      { path: `${name}.key`, content: { kind: 'secret', reveal: source.key }, target: null },
    ];
  });
}

/** File reference of the authorities that a backend is verified with. */
export function trustPath(
  trust: Trust,
  gateway: ResourceId,
  options: Pick<TargetOptions, 'configRoot' | 'systemTrust'>,
): string {
  return trust.kind === 'system' ? options.systemTrust : bundlePath(trust.id, gateway, options);
}

/** File reference of a bundle. */
export function bundlePath(
  id: TrustBundleId,
  gateway: ResourceId,
  options: Pick<TargetOptions, 'configRoot'>,
): string {
  return `${rootOf(gateway, options)}${fileName(id)}.ca.crt`;
}

/** The files to write for authorities. */
export function trustFiles(bundles: readonly TrustBundle[]): readonly OutputFile[] {
  return bundles.map(({ id, certificates }) => ({
    path: `${fileName(id)}.ca.crt`,
    content: { kind: 'public', text: certificates },
    target: null,
  }));
}

function rootOf(gateway: ResourceId, { configRoot }: Pick<TargetOptions, 'configRoot'>): string {
  return configRoot === null
    ? ''
    : `${configRoot.replace(/\/$/, '')}/${gateway.namespace}/${gateway.name}/`;
}

// A hash of the object's identity: no manifest can steer the name, and it stays when the certificate
// is renewed, so that a renewal changes no configuration.
function fileName(id: CertificateId | TrustBundleId): string {
  const digest = createHash('sha256').update(id).digest('hex');
  return `tls/${digest.slice(0, 32)}`;
}
