import { entry } from '../catalog-entry.ts';

const nothingIsSent = () => 'Requests for the backend get status 500: nothing is sent unverified.';

/** Findings about policies and about how backends are verified. */
export const policyCodes = {
  'resolve/policy-conflict': entry<{
    readonly policy: string;
    readonly backend: string;
  }>({
    severity: 'error',
    message: (a) => `an older ${a.policy} is in force for ${a.backend}`,
    effect: () => 'This one has no effect there.',
    condition: { type: 'Accepted', status: 'False', reason: 'Conflicted' },
    explain: {
      cause:
        'Two policies of one kind target the same object and sectionName; the older one counts, by creation time, then by name (GEP-713).',
      fix: 'Remove one of them, or give each BackendTLSPolicy its own sectionName.',
      example: 'targetRefs:\n  - { group: "", kind: Service, name: shop, sectionName: https }',
    },
  }),
  'resolve/policy-over-udp': entry<{ readonly backend: string }>({
    severity: 'error',
    message: (a) => `a BackendTLSPolicy is in force for this UDP port of ${a.backend}`,
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
  'resolve/port-name-unknown': entry<{ readonly backend: string }>({
    severity: 'error',
    message: (a) =>
      `a BackendTLSPolicy is for some port of ${a.backend}, whose ports are not in the input`,
    effect: () =>
      'Requests for this backend get status 500: it may be a port that is to be verified.',
    condition: { type: 'ResolvedRefs', status: 'False', reason: 'BackendNotFound' },
    explain: {
      cause:
        'sectionName of the policy names a port, and only the Service or ServiceImport tells which one that is.',
      fix: 'Add the object to the input, or let the policy target all of its ports.',
      example: 'kind: Service\nspec:\n  ports: [{ name: https, port: 443 }]',
    },
  }),
  'resolve/policy-target': entry<{ readonly policy: string; readonly kind: string }>({
    severity: 'error',
    message: (a) => `${a.policy} cannot target ${a.kind}`,
    effect: () => 'The policy has no effect there.',
    condition: { type: 'Accepted', status: 'False', reason: 'TargetNotFound' },
    explain: {
      cause:
        'Policies target what requests are sent to: a Service or a ServiceImport. An XBackend says for itself how it is verified (GEP-4894), so it is a target of XBackendTrafficPolicy only.',
      fix: 'Target a Service, or say it in spec.tls of the XBackend.',
      example: 'targetRefs:\n  - { group: "", kind: Service, name: shop }',
    },
  }),
  'resolve/sessions-twice': entry<{ readonly backend: string; readonly by: string }>({
    severity: 'warning',
    message: (a) => `${a.by} says how sessions for ${a.backend} are kept`,
    effect: () => 'What this field says has no effect there.',
    condition: null,
    explain: {
      cause:
        'sessionPersistence stands in more than one of the rule, the XBackend and the XBackendTrafficPolicy. The rule counts first, then the XBackend (GEP-1619 leaves that open).',
      fix: 'Keep it in the XBackend; the other places are deprecated.',
      example:
        'kind: XBackend\nspec:\n  type: EndpointSelector\n  sessionPersistence: { type: Cookie, cookie: {} }',
    },
  }),
  'resolve/sessions-need-requests': entry<{ readonly backend: string }>({
    severity: 'warning',
    message: (a) => `sessions with ${a.backend} are kept among HTTP requests only`,
    effect: () => 'Connections of this route go to any endpoint.',
    condition: null,
    explain: {
      cause:
        'sessionPersistence needs cookies or headers, which TLSRoutes, TCPRoutes and UDPRoutes do not look at.',
      fix: 'Use an HTTPRoute, or an XBackend without sessionPersistence.',
      example: 'kind: XBackend\nspec:\n  type: EndpointSelector\n  port: { number: 5432 }',
    },
  }),
  'resolve/external-hostname': entry<{ readonly hostname: string; readonly problem: string }>({
    severity: 'error',
    message: (a) => `${JSON.stringify(a.hostname)} ${a.problem}`,
    effect: () => 'Requests for the backend get status 500.',
    condition: { type: 'Accepted', status: 'False', reason: 'Invalid' },
    explain: {
      cause:
        'An external hostname must not lead into the cluster or back to the proxy: who may write an XBackend could reach what its namespace may not (GEP-4894, "FQDN Security Analysis").',
      fix: 'Use a name outside of the cluster; refer to a Service for what is inside.',
      example: 'externalHostname: { hostname: api.example.com }',
    },
  }),
  'resolve/external-without-tls': entry<{ readonly backend: string }>({
    severity: 'warning',
    message: (a) => `${a.backend} is reached outside of the cluster without TLS`,
    effect: () => 'Everybody on the way can read and change what is sent.',
    condition: null,
    explain: {
      cause: 'XBackends of type ExternalHostname should have TLS (GEP-4894, BackendSpec tls).',
      fix: 'Set spec.tls.',
      example:
        'tls:\n  mode: ServerOnly\n  validation: { hostname: api.example.com, wellKnownCACertificates: System }',
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
