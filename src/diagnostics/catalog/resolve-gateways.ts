import { entry } from '../catalog-entry.ts';

const listenerLeftOut = () => 'The listener is left out: nothing listens for it.';

/** Findings about Gateways and their listeners. */
export const gatewayCodes = {
  'resolve/no-gateway': entry({
    severity: 'warning',
    message: () => 'the input holds no Gateway to compile',
    effect: () => 'No configuration is made.',
    condition: null,
    explain: {
      cause: 'Each Gateway becomes one data plane; none was found, or the selection left none.',
      fix: 'Add a Gateway to the paths that are compiled, or widen --gateway and --gateway-class.',
      example: 'kind: Gateway\nspec:\n  gatewayClassName: edge\n  listeners: [...]',
    },
  }),
  'resolve/gateway-not-found': entry<{ readonly gateway: string }>({
    severity: 'error',
    message: (a) => `--gateway ${a.gateway}: there is no such Gateway in the input`,
    effect: null,
    condition: null,
    explain: {
      cause: 'The command line selects a Gateway that no manifest defines.',
      fix: 'Correct the name, or compile the folder that holds the Gateway.',
      example: 'gatewright compile --gateway infra/edge manifests/',
    },
  }),
  'resolve/unsupported-protocol': entry<{ readonly protocol: string }>({
    severity: 'error',
    message: (a) => `listeners of protocol ${a.protocol} are not supported`,
    effect: listenerLeftOut,
    condition: { type: 'Accepted', status: 'False', reason: 'UnsupportedProtocol' },
    explain: {
      cause: 'The listener names a protocol that Gateway API does not define.',
      fix: 'Use HTTP, HTTPS, TLS, TCP or UDP.',
      example: 'listeners:\n  - name: web\n    protocol: HTTP\n    port: 80',
    },
  }),
  'resolve/protocol-conflict': entry<{ readonly port: number; readonly protocol: string }>({
    severity: 'error',
    message: (a) => `port ${a.port} is already used by a listener of protocol ${a.protocol}`,
    effect: listenerLeftOut,
    condition: { type: 'Conflicted', status: 'True', reason: 'ProtocolConflict' },
    explain: {
      cause:
        'Listeners of incompatible protocols share a port of one Gateway. Within one object none of them wins; otherwise the Gateway does, then the older ListenerSet (GEP-1713).',
      fix: 'Give one of them another port.',
      example:
        'listeners:\n  - { name: http, protocol: HTTP, port: 80 }\n  - { name: https, protocol: HTTPS, port: 443 }',
    },
  }),
  'resolve/listener-hostname-conflict': entry<{
    readonly port: number;
    readonly hostname: string;
  }>({
    severity: 'error',
    message: (a) =>
      `another listener of port ${a.port} has the hostname ${a.hostname === '' ? '(any)' : a.hostname} too`,
    effect: listenerLeftOut,
    condition: { type: 'Conflicted', status: 'True', reason: 'HostnameConflict' },
    explain: {
      cause:
        'Listeners share a port, where only the hostname tells them apart. Within one object none of them wins; otherwise the Gateway does, then the older ListenerSet (Gateway listeners, GEP-1713).',
      fix: 'Give them different hostnames or ports.',
      example:
        'listeners:\n  - { name: web, protocol: HTTPS, port: 443, hostname: web.example.com }\n  - { name: db, protocol: TLS, port: 443, hostname: db.example.com }',
    },
  }),
  'resolve/listener-conflict': entry<{ readonly port: number; readonly protocol: string }>({
    severity: 'error',
    message: (a) => `another listener has all of ${a.protocol} port ${a.port}`,
    effect: listenerLeftOut,
    condition: { type: 'Conflicted', status: 'True', reason: 'ListenerConflict' },
    explain: {
      cause:
        'A port of TCP or UDP belongs to one listener: to the Gateway’s, otherwise to that of the oldest ListenerSet (GEP-1713).',
      fix: 'Give the listener another port.',
      example: 'listeners:\n  - { name: postgres, protocol: TCP, port: 5433 }',
    },
  }),
  'resolve/unsupported-route-kind': entry<{ readonly kind: string }>({
    severity: 'error',
    message: (a) => `routes of kind ${a.kind} cannot attach to this listener`,
    effect: () => 'The kind is left out of the kinds that the listener allows.',
    condition: { type: 'ResolvedRefs', status: 'False', reason: 'InvalidRouteKinds' },
    explain: {
      cause:
        'allowedRoutes.kinds names a kind that does not fit the listener’s protocol or is unknown.',
      fix: 'Name kinds that the protocol can carry: HTTPRoute for HTTP and HTTPS.',
      example: 'allowedRoutes:\n  kinds:\n    - kind: HTTPRoute',
    },
  }),
  'resolve/invalid-selector': entry<{ readonly operator: string }>({
    severity: 'error',
    message: (a) => `the label selector has no operator ${a.operator}, or its values do not fit it`,
    effect: () => 'The selector selects no namespace.',
    condition: null,
    explain: {
      cause: 'A matchExpressions entry is not a valid label selector requirement.',
      fix: 'Use In or NotIn with values, Exists or DoesNotExist without.',
      example: 'matchExpressions:\n  - { key: team, operator: In, values: [web] }',
    },
  }),
  'resolve/unsupported-address': entry<{ readonly type: string }>({
    severity: 'error',
    message: (a) => `addresses of type ${a.type} are not supported`,
    effect: () => 'The address is left out; without any other the Gateway gets no listener.',
    condition: { type: 'Accepted', status: 'False', reason: 'UnsupportedAddress' },
    explain: {
      cause: 'A proxy can listen on IP addresses only.',
      fix: 'Use type IPAddress, or no addresses to listen on all interfaces.',
      example: 'addresses:\n  - type: IPAddress\n    value: 10.0.0.1',
    },
  }),
  'resolve/address-not-usable': entry<{ readonly address: string }>({
    severity: 'error',
    message: (a) => `nothing can listen on ${a.address} here`,
    effect: () => 'The address is left out; without any other the Gateway gets no listener.',
    condition: { type: 'Programmed', status: 'False', reason: 'AddressNotUsable' },
    explain: {
      cause: 'The Gateway asks for an address that --usable-address does not name.',
      fix: 'Ask for one that is, or name this one as well.',
      example: 'gatewright compile --usable-address 10.0.0.1 manifests/',
    },
  }),
  'resolve/unsupported-routability': entry<{ readonly routability: string }>({
    severity: 'error',
    message: (a) => `no address is known to have the routability ${a.routability}`,
    effect: () => 'The address is left out; without any other the Gateway gets no listener.',
    condition: { type: 'AddressesAssigned', status: 'False', reason: 'NotAssigned' },
    explain: {
      cause:
        'Cluster asks for the address of a Service, which a proxy cannot listen on and only a cluster can assign; other values mean something to other implementations only (GEP-5093).',
      fix: 'Name an address that can be reached from where it should be, without routability.',
      example: 'addresses:\n  - value: 10.0.0.1',
    },
  }),
  'resolve/invalid-parameters': entry<{ readonly kind: string }>({
    severity: 'error',
    message: (a) => `parameters of kind ${a.kind} mean nothing to gatewright`,
    effect: () => 'The Gateway gets no listener: what its parameters ask for is not known.',
    condition: { type: 'Accepted', status: 'False', reason: 'InvalidParameters' },
    explain: {
      cause: 'infrastructure.parametersRef names a kind that belongs to another controller.',
      fix: 'Remove the reference for compiling, or compile only other Gateways (--gateway).',
      example: 'infrastructure:\n  labels: { team: web }   # and no parametersRef',
    },
  }),
  'resolve/port-out-of-range': entry<{ readonly port: number; readonly offset: number }>({
    severity: 'error',
    message: (a) => `port ${a.port} plus --port-offset ${a.offset} is not a port`,
    effect: listenerLeftOut,
    condition: null,
    explain: {
      cause: 'Ports end at 65535.',
      fix: 'Choose a smaller --port-offset.',
      example: 'gatewright compile --port-offset 8000',
    },
  }),
  'resolve/no-certificate': entry({
    severity: 'error',
    message: () => 'the listener terminates TLS but has no certificate',
    effect: listenerLeftOut,
    condition: { type: 'ResolvedRefs', status: 'False', reason: 'InvalidCertificateRef' },
    explain: {
      cause: 'An HTTPS listener needs tls.certificateRefs with at least one usable Secret.',
      fix: 'Refer to a Secret of type kubernetes.io/tls.',
      example: 'tls:\n  certificateRefs:\n    - name: example-com',
    },
  }),
  'resolve/listener-filter-host': entry({
    severity: 'error',
    message: () => 'a filter of a listener cannot change Host',
    effect: () => 'Requests of the listener get status 500.',
    condition: { type: 'Accepted', status: 'False', reason: 'InvalidListenerFilter' },
    explain: {
      cause:
        'The host has decided which listener a request belongs to before the filter runs, so it has to stay (GEP-5224).',
      fix: 'Take the header out of allowedResponseHeaders.',
      example:
        'externalAuth:\n  protocol: HTTP\n  http: { allowedResponseHeaders: [x-user] }\n  backendRef: { name: authz, port: 8080 }',
    },
  }),
} as const;
