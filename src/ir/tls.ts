import type { Origin, ResourceId } from '../source/place.ts';
import type { CertificateId, TrustBundleId } from './names.ts';

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

/** How a connection to a backend is encrypted and verified (BackendTLSPolicy, XBackend); there is no other way. */
export interface BackendTls {
  /** SNI. */
  readonly hostname: string;
  /** The backend's certificate must have one of these names; at least one. */
  readonly names: readonly SubjectName[];
  readonly trust: Trust;
  readonly certificate: ClientCertificate;
}

/** What is shown to a backend: the Gateway's certificate, if it has one (GEP-3155), or one for this backend (XBackend). */
export type ClientCertificate =
  | { readonly kind: 'of-gateway' }
  | { readonly kind: 'own'; readonly id: CertificateId }
  | { readonly kind: 'none' };

export type SubjectName =
  | { readonly kind: 'dns'; readonly value: string }
  | { readonly kind: 'uri'; readonly value: string };

/** Whom to trust. `system`: those that the machine of the proxy trusts. */
export type Trust =
  { readonly kind: 'system' } | { readonly kind: 'bundle'; readonly id: TrustBundleId };

/** Certificates of authorities. */
export interface TrustBundle {
  readonly id: TrustBundleId;
  /** PEM. */
  readonly certificates: string;
}
