import {
  backendId,
  certificateId,
  hostname,
  listenerId,
  ruleId,
  type Action,
  type Backend,
  type BackendAddress,
  type Certificate,
  type Filter,
  type GatewayIr,
  type HttpListener,
  type HttpsListener,
  type Match,
  type Redirect,
  type Route,
  type Rule,
  type Socket,
  type StreamRule,
  type VirtualHost,
  type WeightedBackend,
} from '../../src/ir/index.ts';
import type { Origin, ResourceId } from '../../src/source/place.ts';
import type { TargetOptions } from '../../src/target/options.ts';
import type { CheckedGateway } from '../../src/target/target.ts';

/** Short makers of IR for tests; what a test does not care about has a plain default. */

export const testOptions: TargetOptions = {
  nginxVersion: { major: 1, minor: 28, patch: 0 },
  envoyVersion: { major: 1, minor: 40, patch: 0 },
  portOffset: 0,
  nginxVerification: 'exact',
  pathPolicy: 'strict',
  resolvers: [],
  systemTrust: '/etc/ssl/certs/ca-certificates.crt',
  socketFolder: '/run',
  configRoot: null,
};

export function resource(kind: string, name: string, namespace = 'default'): ResourceId {
  return { group: 'gateway.networking.k8s.io', kind, namespace, name };
}

export function origin(of: ResourceId, ...path: readonly (string | number)[]): Origin {
  const document = { file: 'test.yaml', index: 0, item: null, start: 0, end: 0 };
  return { document, resource: of, path };
}

export function endpoints(...ports: readonly number[]): BackendAddress {
  return { kind: 'endpoints', endpoints: ports.map((port) => ({ address: '127.0.0.1', port })) };
}

export function backend(name: string, address: BackendAddress): Backend {
  const id = resource('Service', name);
  return {
    id: backendId(id, 80, ''),
    resource: id,
    port: 80,
    protocol: 'http1',
    tls: null,
    address,
    persistence: null,
    retryBudget: null,
    origin: origin(id),
  };
}

export function to(
  target: Backend | 'unresolved',
  weight = 1,
  filters: readonly Filter[] = [],
): WeightedBackend {
  return {
    weight,
    target: target === 'unresolved' ? { kind: 'unresolved' } : { kind: 'backend', id: target.id },
    filters,
    origin: origin(resource('HTTPRoute', 'test')),
  };
}

export function forward(...backends: readonly WeightedBackend[]): Action {
  return { kind: 'forward', backends };
}

export function redirect(change: Partial<Redirect>): Action {
  return {
    kind: 'redirect',
    redirect: {
      scheme: null,
      hostname: null,
      path: null,
      port: { kind: 'listener' },
      statusCode: 302,
      origin: origin(resource('HTTPRoute', 'test')),
      ...change,
    },
  };
}

export function rule(name: string, action: Action, extra: Partial<Rule> = {}): Rule {
  const route = resource('HTTPRoute', name);
  return {
    id: ruleId(route, 0),
    protocol: 'http',
    route,
    hostnames: [],
    created: null,
    index: 0,
    name: null,
    filters: [],
    action,
    timeouts: { request: { kind: 'default' }, backendRequest: { kind: 'default' } },
    retry: null,
    persistence: null,
    origin: origin(route, 'spec', 'rules', 0),
    ...extra,
  };
}

/** A match by path, written like `= /exact`, `/prefix` or `~ regex`. */
export function match(path: string, extra: Partial<Match> = {}): Match {
  return { path: pathMatch(path), method: null, headers: [], query: [], call: null, ...extra };
}

function pathMatch(path: string): Match['path'] {
  if (path.startsWith('= ')) return { kind: 'exact', value: path.slice(2) };
  if (path.startsWith('~ ')) return { kind: 'regex', value: path.slice(2) };
  return { kind: 'prefix', value: path };
}

export function headers(...pairs: readonly (readonly [string, string])[]): Pick<Match, 'headers'> {
  return { headers: pairs.map(([name, value]) => ({ name, value: { kind: 'exact', value } })) };
}

export function query(...pairs: readonly (readonly [string, string])[]): Pick<Match, 'query'> {
  return { query: pairs.map(([name, value]) => ({ name, value: { kind: 'exact', value } })) };
}

export function route(of: Rule, by: Match): Route {
  return { rule: of.id, matchIndex: 0, match: by, origin: of.origin };
}

/** Hosts by name, `*` for all others of the listener; routes in order of precedence. */
export function host(names: readonly string[], ...routes: readonly Route[]): VirtualHost {
  return { hostnames: names.map((name) => (name === '*' ? null : hostname(name))), routes };
}

export function httpListener(
  name: string,
  own: string | null,
  ...hosts: readonly VirtualHost[]
): HttpListener {
  return {
    kind: 'http',
    id: listenerId(resource('Gateway', 'test'), name),
    name,
    hostname: own === null ? null : hostname(own),
    filters: [],
    hosts,
    origin: origin(resource('Gateway', 'test'), 'spec', 'listeners', name),
  };
}

export function httpsListener(
  name: string,
  own: string | null,
  certificates: readonly Certificate[],
  ...hosts: readonly VirtualHost[]
): HttpsListener {
  return {
    ...httpListener(name, own, ...hosts),
    kind: 'https',
    tls: { certificates: certificates.map(({ id }) => id), clients: null, parameters: null },
  };
}

export function certificate(name: string, chainPath: string, keyPath: string): Certificate {
  const secret = resource('Secret', name);
  return {
    id: certificateId(secret),
    secret,
    source: { kind: 'path', chainPath, keyPath },
    origin: origin(secret),
  };
}

export function httpSocket(port: number, ...listeners: readonly HttpListener[]): Socket {
  return { kind: 'http', port, addresses: ['127.0.0.1'], listeners };
}

export function tlsSocket(port: number, ...listeners: readonly HttpsListener[]): Socket {
  return { kind: 'tls', port, addresses: ['127.0.0.1'], listeners };
}

export interface GatewayParts {
  readonly sockets: readonly Socket[];
  readonly rules: readonly Rule[];
  readonly streamRules?: readonly StreamRule[];
  readonly backends?: readonly Backend[];
  readonly certificates?: readonly Certificate[];
}

/** A Gateway that no capability check has to change. */
export function gateway(parts: GatewayParts): CheckedGateway {
  const id = resource('Gateway', 'test');
  const ir: GatewayIr = {
    resource: id,
    metadata: { labels: [], annotations: [] },
    sockets: parts.sockets,
    rules: parts.rules,
    streamRules: parts.streamRules ?? [],
    backends: parts.backends ?? [],
    certificates: parts.certificates ?? [],
    clientCertificate: null,
    tracing: null,
    trustBundles: [],
    origin: origin(id),
  };
  return ir as CheckedGateway;
}
