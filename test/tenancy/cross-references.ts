const api = 'gateway.networking.k8s.io';

/** A reference of namespace `shop` to something in namespace `bank`, by one of the fields that can have one. */
export interface CrossReference {
  readonly field: string;
  readonly from: { readonly group: string; readonly kind: string };
  readonly to: { readonly group: string; readonly kind: string };
  /** The object that refers, and what it takes besides; the reference is to `target`. */
  readonly manifests: string;
  /** The object that is referred to. */
  readonly target: string;
}

const object = (kind: string, name: string, spec: string, version = `${api}/v1`) =>
  `---\napiVersion: ${version}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: shop}\nspec: ${spec}\n`;

const gateway = (listeners: string, more = '') =>
  object('Gateway', 'web', `{gatewayClassName: test, ${more}listeners: [${listeners}]}`);

const http = '{name: main, protocol: HTTP, port: 8080}';
const own = '{name: own, port: 80}';
const backend = '{name: target, namespace: bank, port: 80}';
const parents = 'parentRefs: [{name: web}]';

const service = `---
apiVersion: v1
kind: Service
metadata: {name: target, namespace: bank}
spec: {ports: [{port: 80}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: target-1, namespace: bank, labels: {kubernetes.io/service-name: target}}
addressType: IPv4
ports: [{port: 80}]
endpoints: [{addresses: [127.0.0.9]}]
`;
const secret = (pair: Pair) => `---
apiVersion: v1
kind: Secret
metadata: {name: target, namespace: bank}
type: kubernetes.io/tls
stringData: ${JSON.stringify({ 'tls.crt': pair.cert, 'tls.key': pair.key })}
`;
const authorities = (pair: Pair) => `---
apiVersion: v1
kind: ConfigMap
metadata: {name: target, namespace: bank}
data: ${JSON.stringify({ 'ca.crt': pair.cert })}
`;
const ownCertificate = (pair: Pair) =>
  secret(pair).replace('name: target, namespace: bank', 'name: own, namespace: shop');

interface Pair {
  readonly cert: string;
  readonly key: string;
}

const route = (kind: string, listener: string, rule: string): CrossReference => ({
  field: `backendRefs of ${kind}`,
  from: { group: api, kind },
  to: { group: '', kind: 'Service' },
  manifests:
    gateway(listener) + object(kind, 'front', `{${parents}, rules: [${rule}]}`, versionOf(kind)),
  target: service,
});

function versionOf(kind: string): string {
  return /^(?:TCP|UDP)/.test(kind) ? `${api}/v1alpha2` : `${api}/v1`;
}

const filter = (field: string, filters: string): CrossReference => ({
  ...route('HTTPRoute', http, `{filters: [${filters}], backendRefs: [${own}]}`),
  field,
});

/** Every field that can refer to another namespace. */
export function crossReferences(pair: Pair): readonly CrossReference[] {
  const forward = `{backendRefs: [${backend}]}`;
  const https = (refs: string) =>
    `{name: main, protocol: HTTPS, port: 8443, tls: {certificateRefs: [${refs}]}}`;
  const cert = '{name: target, namespace: bank}';
  const ca = '{group: "", kind: ConfigMap, name: target, namespace: bank}';
  const ofGateway = {
    from: { group: api, kind: 'Gateway' },
    to: { group: '', kind: 'Secret' },
    target: secret(pair),
  };
  return [
    route('HTTPRoute', http, forward),
    route('GRPCRoute', http, forward),
    route('TCPRoute', '{name: main, protocol: TCP, port: 5432}', forward),
    route('UDPRoute', '{name: main, protocol: UDP, port: 53}', forward),
    {
      ...route('TLSRoute', '', ''),
      manifests:
        gateway('{name: main, protocol: TLS, port: 8443, tls: {mode: Passthrough}}') +
        object('TLSRoute', 'front', `{${parents}, hostnames: [a.test], rules: [${forward}]}`),
    },
    filter('RequestMirror', `{type: RequestMirror, requestMirror: {backendRef: ${backend}}}`),
    filter(
      'ExternalAuth',
      `{type: ExternalAuth, externalAuth: {protocol: HTTP, http: {allowedResponseHeaders: [x-user]}, backendRef: ${backend}}}`,
    ),
    {
      ...ofGateway,
      field: 'certificateRefs of Gateway',
      manifests: gateway(https(cert)),
    },
    {
      ...ofGateway,
      field: 'certificateRefs of ListenerSet',
      from: { group: api, kind: 'ListenerSet' },
      manifests:
        gateway(http, 'allowedListeners: {namespaces: {from: Same}}, ') +
        object('ListenerSet', 'more', `{parentRef: {name: web}, listeners: [${https(cert)}]}`),
    },
    {
      ...ofGateway,
      field: 'clientCertificateRef',
      manifests: gateway(http, `tls: {backend: {clientCertificateRef: ${cert}}}, `),
    },
    {
      ...ofGateway,
      field: 'caCertificateRefs',
      to: { group: '', kind: 'ConfigMap' },
      manifests:
        gateway(
          https('{name: own}'),
          `tls: {frontend: {default: {validation: {caCertificateRefs: [${ca}]}}}}, `,
        ) + ownCertificate(pair),
      target: authorities(pair),
    },
    {
      ...ofGateway,
      field: 'ExternalAuth of a listener',
      to: { group: '', kind: 'Service' },
      manifests: gateway(
        `{name: main, protocol: HTTP, port: 8080, filters: {requests: [{type: ExternalAuth, externalAuth: {protocol: HTTP, http: {allowedResponseHeaders: [x-user]}, backendRef: ${backend}}}]}}`,
      ),
      target: service,
    },
  ];
}
