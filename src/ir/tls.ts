import type { Origin, ResourceId } from '../source/place.ts';
import type { CertificateId, TrustBundleId } from './names.ts';

/** How a listener terminates TLS. */
export interface ServerTls {
  /** In the order of `certificateRefs`; at least one. */
  readonly certificates: readonly CertificateId[];
  /** Who may come in (GEP-91), the same for all listeners of a port; null for everybody. */
  readonly clients: ClientValidation | null;
  /** What `tls.options` asks for; null for what is usual. */
  readonly parameters: TlsParameters | null;
}

/**
 * `required`: only clients with a certificate of these authorities (AllowValidOnly). `optional`: clients are asked
 * for one and come in whatever they show (AllowInsecureFallback).
 */
export interface ClientValidation {
  readonly mode: 'required' | 'optional';
  readonly trust: TrustBundleId;
  readonly anchors: TrustAnchors;
  /** `validation` of the Gateway's `tls.frontend`. */
  readonly origin: Origin;
}

/** What a TLS connection may be like; TLS 1.2 and 1.3 with any good cipher suite where nothing asks for less. */
export interface TlsParameters {
  readonly minimum: TlsVersion;
  readonly maximum: TlsVersion;
  /** Of TLS 1.2, in no order of preference; null for all. Those of TLS 1.3 cannot be chosen. */
  readonly ciphers: readonly CipherSuite[] | null;
}

export type TlsVersion = '1.2' | '1.3';

/** By their names in IANA's registry. */
export type CipherSuite =
  | 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'
  | 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'
  | 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'
  | 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'
  | 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256'
  | 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256';

/** A certificate chain with its key. */
export interface Certificate {
  readonly id: CertificateId;
  readonly secret: ResourceId;
  readonly source: CertificateSource;
  readonly origin: Origin;
}

/** What a certificate's key is for: a client chooses among the kinds that a server has. */
export type KeyKind = 'rsa' | 'ecdsa' | 'other';

/**
 * `inline`: from a Secret in the input, to be written beside the configuration.
 * `path`: files that the user promises will be there (`--assume-secrets`).
 */
export type CertificateSource =
  | {
      readonly kind: 'inline';
      readonly chain: string;
      readonly key: SecretText;
      readonly keyKind: KeyKind;
    }
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
  /** What `options` asks for; null for what is usual. */
  readonly parameters: TlsParameters | null;
  /** What says all this: `spec` of a policy, or `tls` of an XBackend. */
  readonly origin: Origin;
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
  | { readonly kind: 'system' }
  | { readonly kind: 'bundle'; readonly id: TrustBundleId; readonly anchors: TrustAnchors };

/** `rootless`: some authority of the bundle is certified by one that is not in it. */
export type TrustAnchors = 'roots' | 'rootless';

/** Certificates of authorities. */
export interface TrustBundle {
  readonly id: TrustBundleId;
  /** PEM. */
  readonly certificates: string;
}
