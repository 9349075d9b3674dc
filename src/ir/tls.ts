import type { Origin, ResourceId } from '../source/place.ts';
import type { CertificateId } from './names.ts';

/** How a listener terminates TLS. */
export interface ServerTls {
  /** In the order of `certificateRefs`; at least one. */
  readonly certificates: readonly CertificateId[];
}

/** A certificate chain with its key. */
export interface Certificate {
  readonly id: CertificateId;
  readonly secret: ResourceId;
  readonly source: CertificateSource;
  readonly origin: Origin;
}

/**
 * `inline`: from a Secret in the input, to be written beside the configuration.
 * `path`: files that the user promises will be there (`--assume-secrets`).
 */
export type CertificateSource =
  | { readonly kind: 'inline'; readonly chain: string; readonly key: SecretText }
  | { readonly kind: 'path'; readonly chainPath: string; readonly keyPath: string };

/**
 * Text that must not be printed. It is a function, so that no serializer and no template can show it
 * by accident; only the writer of key files calls it.
 */
export type SecretText = () => string;
