import type { FieldPath } from '../source/field-path.ts';

/** Where a kind or a field went when a release took its old name away. */
export interface Rename {
  readonly kind: string;
  /** Names from the root to the field, list positions left out; empty for the kind itself. */
  readonly field: readonly string[];
  readonly becomes: string;
}

/** From the release notes of Gateway API; a test holds each against the CRDs of both releases. */
export const renames: readonly Rename[] = [
  {
    kind: 'BackendLBPolicy',
    field: [],
    becomes: 'XBackendTrafficPolicy (gateway.networking.x-k8s.io/v1alpha1)',
  },
  { kind: 'XListenerSet', field: [], becomes: 'ListenerSet (gateway.networking.k8s.io/v1)' },
  {
    kind: 'BackendTLSPolicy',
    field: ['spec', 'targetRef'],
    becomes: 'an item of spec.targetRefs, without namespace',
  },
  {
    kind: 'BackendTLSPolicy',
    field: ['spec', 'tls'],
    becomes:
      'spec.validation, with caCertificateRefs for caCertRefs and wellKnownCACertificates for wellKnownCACerts',
  },
  { kind: 'Gateway', field: ['spec', 'backendTLS'], becomes: 'spec.tls.backend' },
  {
    kind: 'Gateway',
    field: ['spec', 'listeners', 'tls', 'frontendValidation'],
    becomes: 'spec.tls.frontend.default.validation, or perPort beside default',
  },
  ...['HTTPRoute', 'GRPCRoute'].flatMap((kind) =>
    persistence(kind, ['spec', 'rules', 'sessionPersistence']),
  ),
  ...persistence('XBackendTrafficPolicy', ['spec', 'sessionPersistence']),
  { kind: 'XBackend', field: ['spec', 'port', 'port'], becomes: 'spec.port.number' },
];

function persistence(kind: string, field: readonly string[]): readonly Rename[] {
  return [
    { kind, field: [...field, 'sessionName'], becomes: 'cookie.name or header.name beside it' },
    { kind, field: [...field, 'cookieConfig'], becomes: 'cookie beside it' },
  ];
}

/** What became of a field or, with an empty path, of a kind; null when nothing did. */
export function renameOf(kind: string, path: FieldPath): string | null {
  const names = path.filter((step) => typeof step === 'string').join('.');
  const found = renames.find((each) => each.kind === kind && each.field.join('.') === names);
  return found?.becomes ?? null;
}
