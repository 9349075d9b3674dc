/** Fields of BackendTLSPolicy that gatewright reads (Gateway API v1, GEP-1897). */
export interface BackendTlsPolicySpec {
  readonly targetRefs: readonly PolicyTarget[];
  readonly validation: BackendTlsValidation;
  readonly options?: Readonly<Record<string, string>>;
}

/** LocalPolicyTargetReferenceWithSectionName. */
export interface PolicyTarget {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  /** Of a Service, the name of a port. */
  readonly sectionName?: string;
}

export interface BackendTlsValidation {
  readonly caCertificateRefs?: readonly LocalReference[];
  readonly wellKnownCACertificates?: string;
  readonly hostname: string;
  readonly subjectAltNames?: readonly SubjectAltName[];
}

export interface LocalReference {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

export interface SubjectAltName {
  readonly type: 'Hostname' | 'URI';
  readonly hostname?: string;
  readonly uri?: string;
}
