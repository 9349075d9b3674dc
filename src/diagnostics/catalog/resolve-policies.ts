import { entry } from '../catalog-entry.ts';

const nothingIsSent = () => 'Requests for the Service get status 500: nothing is sent unverified.';

/** Findings about BackendTLSPolicies. */
export const policyCodes = {
  'resolve/policy-conflict': entry<{ readonly service: string }>({
    severity: 'error',
    message: (a) => `an older BackendTLSPolicy is in force for Service ${a.service}`,
    effect: () => 'This one has no effect there.',
    condition: { type: 'Accepted', status: 'False', reason: 'Conflicted' },
    explain: {
      cause:
        'Two policies target the same Service and sectionName; the older one counts, by creation time, then by name (GEP-713).',
      fix: 'Remove one of them, or give each its own sectionName.',
      example: 'targetRefs:\n  - { group: "", kind: Service, name: shop, sectionName: https }',
    },
  }),
  'resolve/policy-over-udp': entry<{ readonly service: string }>({
    severity: 'error',
    message: (a) => `a BackendTLSPolicy is in force for this UDP port of Service ${a.service}`,
    effect: () => 'Datagrams for this backend are dropped: TLS cannot protect them.',
    condition: { type: 'ResolvedRefs', status: 'False', reason: 'UnsupportedProtocol' },
    explain: {
      cause:
        'TLS needs a connection, which UDP has not, and nothing is sent in the clear where a policy wants TLS.',
      fix: 'Name the ports that the policy is for with sectionName.',
      example:
        'targetRefs:\n  - { group: "", kind: Service, name: dns, sectionName: dns-over-tls }',
    },
  }),
  'resolve/port-name-unknown': entry<{ readonly service: string }>({
    severity: 'error',
    message: (a) =>
      `a BackendTLSPolicy is for some port of Service ${a.service}, whose ports are not in the input`,
    effect: () =>
      'Requests for this backend get status 500: it may be a port that is to be verified.',
    condition: { type: 'ResolvedRefs', status: 'False', reason: 'BackendNotFound' },
    explain: {
      cause:
        'sectionName of the policy names a port, and only the Service tells which one that is.',
      fix: 'Add the Service to the input, or let the policy target all of its ports.',
      example: 'kind: Service\nspec:\n  ports: [{ name: https, port: 443 }]',
    },
  }),
  'resolve/policy-target': entry<{ readonly kind: string }>({
    severity: 'error',
    message: (a) => `a BackendTLSPolicy cannot target ${a.kind}`,
    effect: () => 'The policy has no effect there.',
    condition: { type: 'Accepted', status: 'False', reason: 'TargetNotFound' },
    explain: {
      cause: 'gatewright sends requests to Services; other targets are not supported yet.',
      fix: 'Target a Service.',
      example: 'targetRefs:\n  - { group: "", kind: Service, name: shop }',
    },
  }),
  'resolve/invalid-option': entry<{ readonly key: string; readonly problem: string }>({
    severity: 'error',
    message: (a) => `the option ${a.key} ${a.problem}`,
    effect: nothingIsSent,
    condition: { type: 'Accepted', status: 'False', reason: 'Invalid' },
    explain: {
      cause:
        'options holds a key that gatewright does not know, or a value that the key cannot have; it may ask for more safety than is given here.',
      fix: 'Use the keys of README.md, or leave the option out.',
      example: 'options:\n  gatewright.dev/tls-min-version: "1.3"',
    },
  }),
  'resolve/well-known-authorities': entry<{ readonly name: string }>({
    severity: 'error',
    message: (a) => `${JSON.stringify(a.name)} is no known set of certificate authorities`,
    effect: nothingIsSent,
    condition: { type: 'Accepted', status: 'False', reason: 'Invalid' },
    explain: {
      cause: 'wellKnownCACertificates has a value that belongs to another implementation.',
      fix: 'Use System, or name the authorities with caCertificateRefs.',
      example: 'validation:\n  wellKnownCACertificates: System\n  hostname: shop.example.com',
    },
  }),
  'resolve/no-authority': entry({
    severity: 'error',
    message: () => 'none of the certificate authorities can be used',
    effect: nothingIsSent,
    condition: { type: 'Accepted', status: 'False', reason: 'NoValidCACertificate' },
    explain: {
      cause: 'All caCertificateRefs are invalid; the findings beside this one say why.',
      fix: 'Correct one of the references.',
      example: 'caCertificateRefs:\n  - { group: "", kind: ConfigMap, name: ca }',
    },
  }),
  'resolve/authority-kind': entry<{ readonly kind: string }>({
    severity: 'error',
    message: (a) => `certificate authorities cannot be read from ${a.kind}`,
    effect: () => 'The reference is left out.',
    condition: { type: 'ResolvedRefs', status: 'False', reason: 'InvalidKind' },
    explain: {
      cause: 'A caCertificateRef names a kind that gatewright does not read.',
      fix: 'Use a ConfigMap with a key ca.crt, or a ClusterTrustBundle.',
      example: 'caCertificateRefs:\n  - { group: "", kind: ConfigMap, name: ca }',
    },
  }),
  'resolve/invalid-authority': entry<{ readonly what: string; readonly problem: string }>({
    severity: 'error',
    message: (a) => `${a.what} ${a.problem}`,
    effect: () => 'The reference is left out.',
    condition: { type: 'ResolvedRefs', status: 'False', reason: 'InvalidCACertificateRef' },
    explain: {
      cause: 'A caCertificateRef leads to nothing that a certificate could be verified with.',
      fix: 'Add the object, with PEM certificates under the key ca.crt.',
      example: 'kind: ConfigMap\ndata:\n  ca.crt: |\n    -----BEGIN CERTIFICATE-----',
    },
  }),
} as const;
