import type { Field } from '../../support/http/http1-response.ts';
import type { TargetOptions } from '../../../src/target/options.ts';
import type { Proxy } from '../../support/proxies/proxies.ts';

/** A request and what has to come of it on every proxy. */
export interface Case {
  readonly name: string;
  readonly request: CaseRequest;
  readonly expect: Expectation;
  /** What a proxy does instead, as SUPPORT.md says. */
  readonly differs?: readonly Difference[];
}

export interface CaseRequest {
  /** Of the suite's ports; `http` by default. */
  readonly port?: string;
  readonly method?: string;
  readonly path: string;
  /** The Host field; none of the suite's hosts by default. */
  readonly host?: string;
  readonly headers?: readonly Field[];
  readonly body?: string;
  /** Speaks TLS with this SNI; an empty one sends none. */
  readonly sni?: string;
  /** HTTP/2, by ALPN over TLS and by prior knowledge without. */
  readonly h2?: boolean;
  /** Sent as it is (Latin-1) instead of all of the above but port and SNI. */
  readonly raw?: string;
}

/** Header values by name in lower case. */
export type Fields = Readonly<Record<string, string | RegExp | null>>;

/** Only what is given is looked at. */
export interface Expectation {
  /** `refused`: the connection ends without a response. */
  readonly status: number | 'refused';
  /** The Service that answered. */
  readonly backend?: string;
  /** What the backend got. */
  readonly forwarded?: {
    readonly path?: string;
    readonly method?: string;
    readonly host?: string;
    readonly body?: string;
    /** All values of a header, joined with a comma and a blank; null when it must not be there. */
    readonly headers?: Fields;
  };
  /** What the client got, in the same form. */
  readonly headers?: Fields;
  /** Trailers that the client got. */
  readonly trailers?: Fields;
  /** Common name of the server's certificate. */
  readonly certificate?: string;
}

export interface Difference {
  readonly on: readonly Proxy['name'][];
  readonly expect: Expectation;
  /** A sentence of SUPPORT.md. */
  readonly because: string;
}

/** Shares of many equal requests: what answered (a Service or a status) and how often. */
export interface Shares {
  readonly name: string;
  readonly request: CaseRequest;
  readonly requests: number;
  /** By Service name or status code; they add up to 1. */
  readonly shares: Readonly<Record<string, number>>;
}

/** A WebSocket: the connection switches protocols, and then carries bytes both ways. */
export interface Tunnel {
  readonly name: string;
  readonly request: CaseRequest;
  /** The Service at the other end, which sends back every byte. */
  readonly backend: string;
}

/** Manifests that one proxy serves, and everything to ask of it. */
export interface Suite {
  readonly name: string;
  /** Names of the ports that the manifests listen on. */
  readonly ports: readonly string[];
  /** The same for those that get datagrams. */
  readonly datagramPorts?: readonly string[];
  /** The manifests, with the port numbers of `ports` and the echo backends of `endpoints`. */
  readonly manifests: (
    ports: Readonly<Record<string, number>>,
    endpoints: Readonly<Record<string, number>>,
  ) => string;
  /**
   * `namespace/name` of Services with one echo backend each, mapped by `--endpoint`: on port 8080, and for HTTP/2
   * on 8081.
   */
  readonly services: readonly string[];
  /** Names of further echo backends, on 127.0.0.1, that the manifests have EndpointSlices for. */
  readonly endpoints?: readonly string[];
  readonly cases: readonly Case[];
  readonly shares?: readonly Shares[];
  readonly tunnels?: readonly Tunnel[];
  /** Compile what is left when errors are taken out. */
  readonly keepGoing?: boolean;
  /** Port on 127.0.0.1 of the DNS server that proxies ask. */
  readonly nameServer?: number;
  /** Changes a file that was compiled, where a test cannot wait for as long as it says. */
  readonly edit?: (text: string) => string;
  /** Options of the targets that matter here. */
  readonly target?: Partial<TargetOptions>;
  /** DNS names of certificates: each becomes the Secret `namespace/name`. */
  readonly secrets?: Readonly<Record<string, readonly [string, ...string[]]>>;
}

/** A Gateway `app/web` of these listeners, each in YAML flow style. */
export function gateway(...listeners: readonly string[]): string {
  return `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: web, namespace: app}
spec:
  gatewayClassName: test
  listeners:
${listeners.map((listener) => `    - ${listener}`).join('\n')}
`;
}

/** An HTTPRoute in namespace `app`; `spec` is YAML in flow style, without `parentRefs`. */
export function route(name: string, spec: string, parent = '{name: web}'): string {
  return `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: ${name}, namespace: app}
spec:
  parentRefs: [${parent}]
  ${spec.trim()}
`;
}

/** The `backendRefs` of one Service. */
export function to(service: string, more = ''): string {
  return `backendRefs: [{name: ${service}, port: 8080${more === '' ? '' : `, ${more}`}}]`;
}

/** A Service `unready` in namespace `app` whose only endpoint is not ready. */
export const unready = `---
apiVersion: v1
kind: Service
metadata: {name: unready, namespace: app}
spec: {ports: [{port: 8080}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: unready-1, namespace: app, labels: {kubernetes.io/service-name: unready}}
addressType: IPv4
ports: [{port: 8080}]
endpoints: [{addresses: [10.0.0.1], conditions: {ready: false}}]
`;

/** A GRPCRoute in namespace `app`, as `route` makes HTTPRoutes. */
export function grpcRoute(name: string, spec: string): string {
  return route(name, spec).replace('kind: HTTPRoute', 'kind: GRPCRoute');
}

/** A Service in namespace `app` whose ports speak what they say. */
export function service(name: string, ports: Readonly<Record<number, string>>): string {
  const listed = Object.entries(ports).map(
    ([port, protocol]) => `{name: p${port}, port: ${port}, appProtocol: ${protocol}}`,
  );
  return `---
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: app}
spec: {ports: [${listed.join(', ')}]}
`;
}

/** A Service in namespace `app` with port 8080 whose endpoints are a port of this machine. */
export function serviceHere(
  name: string,
  port: number,
  addresses: readonly string[] = ['127.0.0.1'],
): string {
  return `---
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: app}
spec: {ports: [{port: 8080}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: ${name}-1, namespace: app, labels: {kubernetes.io/service-name: ${name}}}
addressType: IPv4
ports: [{port: ${String(port)}}]
endpoints: [${addresses.map((address) => `{addresses: [${address}]}`).join(', ')}]
`;
}
