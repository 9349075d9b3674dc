// Manifests of backends that are no Services, in namespace `app`.

/** An XBackend; `spec` in YAML flow style. */
export function xBackend(name: string, spec: string, namespace = 'app'): string {
  return `---
apiVersion: gateway.networking.x-k8s.io/v1alpha1
kind: XBackend
metadata: {name: ${name}, namespace: ${namespace}}
spec: {${spec}}
`;
}

/** The `spec` of an XBackend of Pods with the label `app`. */
export function selecting(app: string, port: number, more = ''): string {
  return `type: EndpointSelector, port: {number: ${String(port)}}, endpointSelector: {matchLabels: {app: ${app}}}${more === '' ? '' : `, ${more}`}`;
}

/** The `spec` of an XBackend outside of the cluster. */
export function external(hostname: string, port: number, more = ''): string {
  return `type: ExternalHostname, port: {number: ${String(port)}}, externalHostname: {hostname: ${hostname}}${more === '' ? '' : `, ${more}`}`;
}

export function pod(name: string, app: string, address: string, ready = true): string {
  return `---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: app, labels: {app: ${app}}}
spec: {containers: [{name: main, image: test}]}
status: {phase: Running, podIP: ${address}, conditions: [{type: Ready, status: "${ready ? 'True' : 'False'}"}]}
`;
}

/** A reference to an XBackend, in YAML flow style. */
export function xRef(name: string, more = ''): string {
  return `{group: gateway.networking.x-k8s.io, kind: XBackend, name: ${name}${more === '' ? '' : `, ${more}`}}`;
}

/** A ServiceImport with one port 80, and the slices that a cluster has imported for it. */
export function serviceImport(
  name: string,
  port: number,
  addresses: readonly string[],
  { namespace = 'app', protocol = 'TCP' } = {},
): string {
  const slices = addresses.map(
    (address, index) => `---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: imported-${name}-${String(index)}
  namespace: ${namespace}
  labels: {multicluster.kubernetes.io/service-name: ${name}}
addressType: IPv4
ports: [{name: main, port: ${String(port)}, protocol: ${protocol}}]
endpoints: [{addresses: [${address}]}]
`,
  );
  return `---
apiVersion: multicluster.x-k8s.io/v1alpha1
kind: ServiceImport
metadata: {name: ${name}, namespace: ${namespace}}
spec: {type: ClusterSetIP, ports: [{name: main, port: ${slices.length === 0 ? String(port) : '80'}, protocol: ${protocol}}]}
${slices.join('')}`;
}

/** A reference to a ServiceImport, in YAML flow style. */
export function importRef(name: string, port = 80, more = ''): string {
  return `{group: multicluster.x-k8s.io, kind: ServiceImport, name: ${name}, port: ${String(port)}${more === '' ? '' : `, ${more}`}}`;
}
