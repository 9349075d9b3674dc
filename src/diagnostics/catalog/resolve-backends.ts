import { entry } from '../catalog-entry.ts';

const shareGets500 = () =>
  'Requests for this backend get status 500 (gRPC: UNAVAILABLE), TCP connections are closed, UDP datagrams dropped.';

/** What routes send to their backends. */
const carried = {
  http: 'HTTP requests',
  grpc: 'gRPC requests',
  tcp: 'connections',
  terminated: 'connections',
  tls: 'TLS that passes through',
  udp: 'datagrams',
} as const;

/** Findings about backendRefs, Services, ServiceImports and endpoints. */
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
      fix: 'Refer to a Service, a ServiceImport or an XBackend.',
      example: 'backendRefs:\n  - name: shop\n    port: 8080',
    },
  }),
  'resolve/backend-namespace': entry<{ readonly backend: string; readonly namespace: string }>({
    severity: 'error',
    message: (a) => `${a.backend} cannot be referred to from namespace ${a.namespace}`,
    effect: shareGets500,
    condition: { type: 'ResolvedRefs', status: 'False', reason: 'RefNotPermitted' },
    explain: {
      cause:
        'An XBackend says how one consumer connects, so it lives in the namespace of the routes that refer to it; a ReferenceGrant does not change that (GEP-4894).',
      fix: 'Make an XBackend of the same kind in the route’s namespace.',
      example:
        'kind: XBackend\nmetadata:\n  namespace: shop\n  name: payments\nspec:\n  type: ExternalHostname\n  externalHostname: { hostname: payments.example.com }',
    },
  }),
  'resolve/backend-not-found': entry<{ readonly backend: string }>({
    severity: 'error',
    message: (a) => `${a.backend} is not in the input`,
    effect: shareGets500,
    condition: { type: 'ResolvedRefs', status: 'False', reason: 'BackendNotFound' },
    explain: {
      cause: 'A backendRef names an object that no manifest defines.',
      fix: 'Add the object or correct the name; map a Service with --endpoint, or trust Services and ServiceImports to exist with --assume-services.',
      example: 'gatewright compile --endpoint shop/cart:8080=127.0.0.1:9000 manifests/',
    },
  }),
  'resolve/backend-port': entry<{ readonly backend: string; readonly port: string }>({
    severity: 'error',
    message: (a) => `${a.backend} has no TCP port ${a.port}`,
    effect: shareGets500,
    condition: { type: 'ResolvedRefs', status: 'False', reason: 'BackendNotFound' },
    explain: {
      cause: 'A backendRef names a port that the backend does not have.',
      fix: 'Use one of the Service’s spec.ports[].port numbers (not a targetPort); leave it out for an XBackend, which has one port.',
      example: 'backendRefs:\n  - name: shop\n    port: 8080',
    },
  }),
  'resolve/backend-protocol': entry<{
    readonly backend: string;
    readonly protocol: string;
    readonly traffic: keyof typeof carried;
  }>({
    severity: 'error',
    message: (a) =>
      `${a.backend} speaks ${a.protocol}, which ${carried[a.traffic]} cannot be sent over`,
    effect: shareGets500,
    condition: { type: 'ResolvedRefs', status: 'False', reason: 'UnsupportedProtocol' },
    explain: {
      cause:
        'appProtocol of the Service’s port (GEP-1911) or protocol of the XBackend (GEP-4894) asks for what gatewright does not speak, or not to this kind of route. What an appProtocol wants encrypted needs a BackendTLSPolicy besides.',
      fix: 'Use http, kubernetes.io/h2c or kubernetes.io/ws for HTTPRoute, kubernetes.io/h2c for GRPCRoute, TCP for the XBackend of a TCPRoute or TLSRoute, or leave the field out.',
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
  'resolve/headless-import': entry<{ readonly backend: string }>({
    severity: 'error',
    message: (a) => `${a.backend} is headless and has no EndpointSlices in the input`,
    effect: shareGets500,
    condition: null,
    explain: {
      cause:
        'DNS of a headless ServiceImport gives Pod addresses, and only EndpointSlices tell the port that the Pods listen on.',
      fix: 'Add its EndpointSlices, which have the label multicluster.kubernetes.io/service-name.',
      example:
        'kind: EndpointSlice\nmetadata:\n  labels: { multicluster.kubernetes.io/service-name: shop }',
    },
  }),
  'resolve/no-ready-endpoints': entry<{ readonly backend: string }>({
    severity: 'warning',
    message: (a) => `${a.backend} has no ready endpoint`,
    effect: () => 'Requests for this backend get status 503.',
    condition: null,
    explain: {
      cause:
        'The EndpointSlices in the input list no ready address for the port, or the XBackend’s endpointSelector fits no ready Pod in the input.',
      fix: 'Leave EndpointSlices out of the input to reach a Service by DNS, or add ready endpoints; for an XBackend, add the Pods with their status.',
      example: 'endpoints:\n  - addresses: [10.0.0.1]\n    conditions: { ready: true }',
    },
  }),
  'resolve/invalid-endpoint': entry<{ readonly address: string }>({
    severity: 'error',
    message: (a) => `${JSON.stringify(a.address)} is not an IP address`,
    effect: () => 'The endpoint is left out.',
    condition: null,
    explain: {
      cause: 'EndpointSlices of type IPv4 and IPv6, and podIP of a Pod, hold IP addresses.',
      fix: 'Correct the address.',
      example: 'addressType: IPv4\nendpoints:\n  - addresses: [10.0.0.1]',
    },
  }),
} as const;
