import type { Certificate, Trust, TrustBundle, TrustBundleId } from '../ir/index.ts';
import type { ResourceId } from '../source/place.ts';
import { contentPath, givenPath, mountedPath, type FilePath } from './file-path.ts';
import type { OutputFile, TargetOptions } from './options.ts';

/** Where a certificate's files are found by the proxy. */
export interface CertificatePaths {
  readonly chain: FilePath;
  readonly key: FilePath;
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
    return {
      chain: givenPath(certificate.source.chainPath),
      key: givenPath(certificate.source.keyPath),
    };
  const at = (ending: '.crt' | '.key') =>
    mountedPath(contentPath(certificate.id, ending), gateway, options.configRoot);
  return { chain: at('.crt'), key: at('.key') };
}

/** The files to write for certificates whose content is in the input. */
export function certificateFiles(certificates: readonly Certificate[]): readonly OutputFile[] {
  return certificates.flatMap((certificate): readonly OutputFile[] => {
    const { source } = certificate;
    if (source.kind === 'path') return [];
    const at = (ending: '.crt' | '.key') => contentPath(certificate.id, ending);
    return [
      { path: at('.crt'), content: { kind: 'public', text: source.chain }, target: null },
      { path: at('.key'), content: { kind: 'secret', reveal: source.key }, target: null },
    ];
  });
}

/** File reference of the authorities that a backend is verified with. */
export function trustPath(
  trust: Trust,
  gateway: ResourceId,
  options: Pick<TargetOptions, 'configRoot' | 'systemTrust'>,
): FilePath {
  return trust.kind === 'system'
    ? givenPath(options.systemTrust)
    : bundlePath(trust.id, gateway, options);
}

/** File reference of a bundle. */
export function bundlePath(
  id: TrustBundleId,
  gateway: ResourceId,
  options: Pick<TargetOptions, 'configRoot'>,
): FilePath {
  return mountedPath(contentPath(id, '.ca.crt'), gateway, options.configRoot);
}

/** The files to write for authorities. */
export function trustFiles(bundles: readonly TrustBundle[]): readonly OutputFile[] {
  return bundles.map(({ id, certificates }) => ({
    path: contentPath(id, '.ca.crt'),
    content: { kind: 'public', text: certificates },
    target: null,
  }));
}
