import { entry } from '../catalog-entry.ts';

const shareGets500 = () =>
  'Requests for this backend get status 500 (gRPC: UNAVAILABLE), TCP connections are closed, UDP datagrams dropped.';

/** Findings about backendRefs, Services and endpoints. */
export const backendCodes = {
  'resolve/reference-not-permitted': entry<{
    readonly from: string;
    readonly to: string;
    readonly namespace: string;
  }>({
    severity: 'error',
    message: (a) =>
      `${a.from} may not refer to ${a.to} without a ReferenceGrant in namespace ${a.namespace}`,
    effect: () => 'The reference is not followed.',
    condition: { type: 'ResolvedRefs', status: 'False', reason: 'RefNotPermitted' },
    explain: {
      cause: 'References across namespaces need the consent of the target’s namespace (GEP-709).',
      fix: 'Add a ReferenceGrant beside the target.',
      example:
        'kind: ReferenceGrant\nmetadata:\n  namespace: payments\nspec:\n  from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop }]\n  to: [{ group: "", kind: Service }]',
    },
  }),
  'resolve/backend-kind': entry<{ readonly kind: string }>({
    severity: 'error',
    message: (a) => `backends of kind ${a.kind} are not supported`,
    effect: shareGets500,
    condition: { type: 'ResolvedRefs', status: 'False', reason: 'InvalidKind' },
    explain: {
      cause: 'A backendRef names a group and kind that gatewright cannot send requests to.',
      fix: 'Refer to a Service.',
      example: 'backendRefs:\n  - name: shop\n    port: 8080',
    },
  }),
  'resolve/backend-not-found': entry<{ readonly service: string }>({
    severity: 'error',
    message: (a) => `Service ${a.service} is not in the input`,
    effect: shareGets500,
    condition: { type: 'ResolvedRefs', status: 'False', reason: 'BackendNotFound' },
    explain: {
      cause: 'A backendRef names a Service that no manifest defines.',
      fix: 'Add the Service, correct the name, map it with --endpoint, or trust it to exist with --assume-services.',
      example: 'gatewright compile --endpoint shop/cart:8080=127.0.0.1:9000 manifests/',
    },
  }),
  'resolve/backend-port': entry<{ readonly service: string; readonly port: string }>({
    severity: 'error',
    message: (a) => `Service ${a.service} has no TCP port ${a.port}`,
    effect: shareGets500,
    condition: { type: 'ResolvedRefs', status: 'False', reason: 'BackendNotFound' },
    explain: {
      cause: 'A backendRef names a port that the Service does not have.',
      fix: 'Use one of the Service’s spec.ports[].port numbers (not a targetPort).',
      example: 'backendRefs:\n  - name: shop\n    port: 8080',
    },
  }),
  'resolve/backend-protocol': entry<{
    readonly service: string;
    readonly protocol: string;
    readonly requests: 'http' | 'grpc';
  }>({
    severity: 'error',
    message: (a) =>
      `Service ${a.service} speaks ${a.protocol}, which ${a.requests === 'grpc' ? 'gRPC' : 'HTTP'} requests cannot be sent over`,
    effect: shareGets500,
    condition: { type: 'ResolvedRefs', status: 'False', reason: 'UnsupportedProtocol' },
    explain: {
      cause:
        'appProtocol of the Service’s port asks for a protocol that gatewright does not speak, or not to this kind of route (GEP-1911). What is encrypted needs a BackendTLSPolicy besides.',
      fix: 'Use http, kubernetes.io/h2c or kubernetes.io/ws for HTTPRoute, kubernetes.io/h2c for GRPCRoute, or leave appProtocol out.',
      example: 'ports:\n  - port: 8080\n    appProtocol: kubernetes.io/h2c',
    },
  }),
  'resolve/invalid-service-name': entry<{ readonly name: string }>({
    severity: 'error',
    message: (a) => `${JSON.stringify(a.name)} is not a name that a Service or DNS host can have`,
    effect: shareGets500,
    condition: { type: 'ResolvedRefs', status: 'False', reason: 'BackendNotFound' },
    explain: {
      cause: 'The name would become a DNS name in the configuration, and it is not one.',
      fix: 'Use lower-case letters, digits and hyphens.',
      example: 'backendRefs:\n  - name: shop-v2\n    port: 8080',
    },
  }),
  'resolve/named-target-port': entry<{ readonly service: string; readonly port: string }>({
    severity: 'error',
    message: (a) =>
      `the headless Service ${a.service} has the named targetPort ${a.port}, whose number is unknown`,
    effect: shareGets500,
    condition: null,
    explain: {
      cause:
        'DNS of a headless Service gives Pod addresses, so the Pods’ own port number is needed.',
      fix: 'Give the Service a numeric targetPort, add its EndpointSlices, or use --endpoint.',
      example: 'ports:\n  - port: 80\n    targetPort: 8080',
    },
  }),
  'resolve/no-ready-endpoints': entry<{ readonly service: string }>({
    severity: 'warning',
    message: (a) => `Service ${a.service} has no ready endpoint`,
    effect: () => 'Requests for this backend get status 503.',
    condition: null,
    explain: {
      cause: 'The EndpointSlices in the input list no ready address for the port.',
      fix: 'Leave EndpointSlices out of the input to reach the Service by DNS, or add ready endpoints.',
      example: 'endpoints:\n  - addresses: [10.0.0.1]\n    conditions: { ready: true }',
    },
  }),
  'resolve/invalid-endpoint': entry<{ readonly address: string }>({
    severity: 'error',
    message: (a) => `${JSON.stringify(a.address)} is not an IP address`,
    effect: () => 'The endpoint is left out.',
    condition: null,
    explain: {
      cause: 'EndpointSlices of type IPv4 and IPv6 hold IP addresses.',
      fix: 'Correct the address.',
      example: 'addressType: IPv4\nendpoints:\n  - addresses: [10.0.0.1]',
    },
  }),
} as const;
