import { atField, type Report } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/suggest.ts';
import {
  backendId,
  type Backend,
  type BackendAddress,
  type BackendId,
  type Certificate,
  type CertificateId,
  type TrustBundle,
} from '../ir/index.ts';
import type { BackendReference } from '../model/index.ts';
import { describeResource, originAt, type Origin, type ResourceId } from '../source/place.ts';
import { backendAddress } from './backend-address.ts';
import type { BackendTlsPolicies } from './backend-tls.ts';
import { checkPermitted } from './grants.ts';
import { objectKey, type ObjectIndex } from './object-index.ts';
import { backendGroup } from './policy-targets.ts';
import type { Traffic } from './request-kind.ts';
import type { ResolveOptions } from './resolve-options.ts';
import { serviceConnection, type Connection } from './service-backends.ts';
import type { TrafficPolicies, TrafficSettings } from './traffic-policies.ts';
import { xBackendProtocol } from './x-backend-protocol.ts';
import type { XBackends } from './x-backends.ts';

/** Resolves references to backends; every port is one backend for each protocol spoken to it. */
export interface BackendResolver {
  /** Null when the reference is invalid: its share of requests gets 500. */
  readonly resolve: (ref: BackendReference, origin: Origin, traffic: Traffic) => BackendId | null;
  readonly get: (id: BackendId) => Backend | null;
  /** What backends are verified with, and shown. */
  readonly bundle: (id: TrustBundle['id']) => TrustBundle | null;
  readonly certificate: (id: CertificateId) => Certificate | null;
}

/** For those who do not ask what becomes of requests: no reference is followed, and rules do nothing. */
export const noBackends: BackendResolver = {
  resolve: () => null,
  get: () => null,
  bundle: () => null,
  certificate: () => null,
};

export interface BackendContext {
  readonly index: ObjectIndex;
  readonly tlsPolicies: BackendTlsPolicies;
  readonly trafficPolicies: TrafficPolicies;
  readonly xBackends: XBackends;
  readonly options: ResolveOptions;
  readonly report: Report;
}

export function makeBackendResolver(context: BackendContext): BackendResolver {
  const { xBackends, tlsPolicies, options, report } = context;
  const backends = new Map<BackendId, Backend>();
  const mapped: Mapped = new Map(
    options.endpoints.map((mapping) => [
      `${objectKey(mapping.namespace, mapping.service)}:${String(mapping.port)}`,
      { host: mapping.host, port: mapping.targetPort },
    ]),
  );

  const services = { ...context, mapped };

  const resolve: BackendResolver['resolve'] = (ref, origin, traffic) => {
    const target = targetOf(ref, origin, report);
    if (target === null) return null;
    const reference = { ref, target, origin, traffic };
    const found =
      target.kind === 'XBackend' ? xBackendOf(reference, context) : serviceOf(reference, services);
    if (found === null) return null;
    const { port, connection, settings } = found;
    const id = backendId(target, port, distinctionOf(connection, traffic));
    if (backends.has(id)) return id;
    const address = found.address();
    if (address === null) return null;
    if (address.kind === 'endpoints' && address.endpoints.length === 0) {
      const args = { backend: describeResource(target) };
      report(atField('resolve/no-ready-endpoints', originAt(origin, 'name'), args));
    }
    const kept = traffic === 'http' || traffic === 'grpc' ? settings : withoutRequests;
    if (kept.persistence !== settings.persistence) {
      const args = { backend: describeResource(target) };
      report(atField('resolve/sessions-need-requests', origin, args));
    }
    const { protocol, tls } = connection;
    const { persistence, retryBudget } = kept;
    backends.set(id, {
      id,
      resource: target,
      port,
      protocol,
      tls,
      address,
      persistence,
      retryBudget,
      origin,
    });
    return id;
  };

  return {
    resolve,
    get: (id) => backends.get(id) ?? null,
    bundle: (id) => tlsPolicies.bundles.get(id) ?? xBackends.bundles.get(id) ?? null,
    certificate: (id) => xBackends.certificates.get(id) ?? null,
  };
}

/** Connections know neither sessions nor retries. */
const withoutRequests: TrafficSettings = { persistence: null, retryBudget: null };

interface Reference {
  readonly ref: BackendReference;
  readonly target: ResourceId;
  readonly origin: Origin;
  readonly traffic: Traffic;
}

interface Found {
  readonly port: number;
  readonly connection: Connection;
  readonly settings: TrafficSettings;
  /** Null, after a report, when there is none. */
  readonly address: () => BackendAddress | null;
}

type Mapped = ReadonlyMap<string, { readonly host: string; readonly port: number }>;

/** A port of a Service or ServiceImport. */
function serviceOf(
  { ref, target, origin, traffic }: Reference,
  context: BackendContext & { readonly mapped: Mapped },
): Found | null {
  const { index, tlsPolicies, trafficPolicies, report } = context;
  if (!checkPermitted(index.grants, target, origin, report)) return null;
  const { port } = ref;
  if (port === undefined) {
    const args = { backend: describeResource(target), port: '(none given)' };
    report(atField('resolve/backend-port', origin, args));
    return null;
  }
  const connection = serviceConnection(target, port, {
    traffic,
    index,
    policies: tlsPolicies,
    origin,
    report,
  });
  if (connection === null) return null;
  const transport = traffic === 'udp' ? 'UDP' : 'TCP';
  return {
    port,
    connection,
    settings: trafficPolicies.of(target),
    address: () => backendAddress(target, port, origin, { transport, ...context }),
  };
}

/** An XBackend, which has one port and says for itself how it is reached. */
function xBackendOf(
  { ref, target, origin, traffic }: Reference,
  { xBackends, report }: BackendContext,
): Found | null {
  const backend = describeResource(target);
  // Backends live in the namespace of the routes that refer to them, and no grant changes that (GEP-4894, "Route
  // Attachment and Consumer Overrides").
  if (target.namespace !== origin.resource.namespace) {
    const args = { backend, namespace: origin.resource.namespace };
    report(atField('resolve/backend-namespace', origin, args));
    return null;
  }
  const key = objectKey(target.namespace, target.name);
  const found = xBackends.byName.get(key);
  if (found === undefined) {
    const suggestion = suggest(key, xBackends.byName.keys());
    const place = originAt(origin, 'name');
    report(atField('resolve/backend-not-found', place, { backend }, { suggestion }));
    return null;
  }
  if (found.kind === 'invalid') return null;
  const { spec, tls, settings } = found;
  const port = spec.port.number;
  if (port === undefined || (ref.port ?? port) !== port) {
    const args = { backend, port: String(ref.port ?? '(none given)') };
    report(atField('resolve/backend-port', origin, args));
    return null;
  }
  const protocol = xBackendProtocol(spec.protocol, traffic, tls !== null);
  if (protocol === null) {
    const args = { backend, protocol: spec.protocol ?? 'TLS', traffic };
    report(atField('resolve/backend-protocol', originAt(origin, 'name'), args));
    return null;
  }
  return { port, connection: { protocol, tls }, settings, address: () => found.address(port) };
}

/** Connections of one kind to a port are the same backend, whoever makes them. */
function distinctionOf({ protocol }: Connection, traffic: Traffic): string {
  if (traffic === 'tls') return 'tls';
  return protocol === 'http1' ? '' : protocol;
}

function targetOf(ref: BackendReference, origin: Origin, report: Report): ResourceId | null {
  if (backendGroup(ref.kind) === ref.group) {
    const namespace = ref.namespace ?? origin.resource.namespace;
    return { group: ref.group, kind: ref.kind, namespace, name: ref.name };
  }
  const kind = ref.group === '' ? ref.kind : `${ref.group}/${ref.kind}`;
  report(atField('resolve/backend-kind', originAt(origin, 'kind'), { kind }));
  return null;
}
