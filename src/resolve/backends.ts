import { atField, type Report } from '../diagnostics/diagnostic.ts';
import { backendId, type Backend, type BackendId, type BackendProtocol } from '../ir/index.ts';
import type { BackendReference, ServicePort } from '../model/index.ts';
import { originAt, type Origin, type ResourceId } from '../source/place.ts';
import { backendAddress, type Transport } from './backend-address.ts';
import type { BackendTlsPolicies } from './backend-tls.ts';
import { backendProtocol } from './backend-protocol.ts';
import { checkPermitted } from './grants.ts';
import { objectKey, type ObjectIndex } from './object-index.ts';
import type { RequestKind, Traffic } from './request-kind.ts';
import type { ResolveOptions } from './resolve-options.ts';

/** Resolves references to backends; every Service port is one backend for each protocol spoken to it. */
export interface BackendResolver {
  /** Null when the reference is invalid: its share of requests gets 500. */
  readonly resolve: (ref: BackendReference, origin: Origin, traffic: Traffic) => BackendId | null;
  readonly get: (id: BackendId) => Backend | null;
}

export function makeBackendResolver(
  index: ObjectIndex,
  policies: BackendTlsPolicies,
  options: ResolveOptions,
  report: Report,
): BackendResolver {
  const backends = new Map<BackendId, Backend>();
  const mapped = new Map(
    options.endpoints.map((mapping) => [
      `${objectKey(mapping.namespace, mapping.service)}:${String(mapping.port)}`,
      { host: mapping.host, port: mapping.targetPort },
    ]),
  );
  const context = { index, options, mapped, report };

  const resolve: BackendResolver['resolve'] = (ref, origin, traffic) => {
    const service = serviceOf(ref, origin, report);
    if (service === null || !checkPermitted(index.grants, service, origin, report)) return null;
    const name = objectKey(service.namespace, service.name);
    if (ref.port === undefined) {
      report(atField('resolve/backend-port', origin, { service: name, port: '(none given)' }));
      return null;
    }
    const place = originAt(origin, 'port');
    const transport = traffic === 'udp' ? 'UDP' : 'TCP';
    const connection = connectionTo(name, portOf(index, name, ref.port, transport), {
      traffic,
      policies,
      place,
      report,
    });
    if (connection === null) return null;
    const id = backendId(service, ref.port, distinctionOf(connection, traffic));
    if (backends.has(id)) return id;
    const address = backendAddress(service, ref.port, origin, { ...context, transport });
    if (address === null) return null;
    if (address.kind === 'endpoints' && address.endpoints.length === 0)
      report(atField('resolve/no-ready-endpoints', originAt(origin, 'name'), { service: name }));
    backends.set(id, { id, resource: service, port: ref.port, ...connection, address, origin });
    return id;
  };

  return { resolve, get: (id) => backends.get(id) ?? null };
}

interface ConnectionContext {
  readonly traffic: Traffic;
  readonly policies: BackendTlsPolicies;
  readonly place: Origin;
  readonly report: Report;
}

type Connection = Pick<Backend, 'protocol' | 'tls'>;

/** Connections of one kind to a port are the same backend, whoever makes them. */
function distinctionOf({ protocol }: Connection, traffic: Traffic): string {
  if (traffic === 'tls') return 'tls';
  return protocol === 'http1' ? '' : protocol;
}

/** What to speak to a port and how it is encrypted; null when it must not be spoken to. */
function connectionTo(
  service: string,
  port: ServicePort | 'unknown',
  context: ConnectionContext,
): Connection | null {
  const { traffic, policies, place, report } = context;
  // What passes through is encrypted by the client, for the backend (GEP-1897, "TLS passthrough").
  if (traffic === 'tls') return { protocol: 'tcp', tls: null };
  const policy = policies.of(service, port === 'unknown' ? null : (port.name ?? ''));
  if (traffic === 'udp') {
    if (policy === null) return { protocol: 'udp', tls: null };
    report(atField('resolve/policy-over-udp', place, { service }));
    return null;
  }
  const protocol = protocolFor(traffic, { service, port, encrypted: policy !== null }, context);
  if (protocol === null) return null;
  if (policy?.kind === 'unknown-port')
    report(atField('resolve/port-name-unknown', place, { service }));
  // An invalid policy's own findings say why: nothing is sent until it is right.
  if (policy !== null && policy.kind !== 'tls') return null;
  return { protocol, tls: policy?.tls ?? null };
}

interface SpokenTo {
  readonly service: string;
  readonly port: ServicePort | 'unknown';
  readonly encrypted: boolean;
}

function protocolFor(
  traffic: RequestKind | 'tcp' | 'terminated',
  { service, port, encrypted }: SpokenTo,
  { place, report }: ConnectionContext,
): BackendProtocol | null {
  if (traffic === 'tcp' || traffic === 'terminated') return 'tcp';
  const appProtocol = port === 'unknown' ? undefined : port.appProtocol;
  const spoken = backendProtocol(appProtocol, traffic, encrypted);
  if (spoken.kind === 'protocol') return spoken.protocol;
  const args = { service, protocol: spoken.name, requests: traffic };
  report(atField('resolve/backend-protocol', place, args));
  return null;
}

/** A port of a Service; what is missing is reported once its address is looked for. */
function portOf(
  index: ObjectIndex,
  service: string,
  number: number,
  transport: Transport,
): ServicePort | 'unknown' {
  const found = index.services.get(service);
  if (found === undefined) return 'unknown';
  const ports = found.spec.ports ?? [];
  return (
    ports.find(({ port, protocol = 'TCP' }) => port === number && protocol === transport) ?? {
      port: number,
    }
  );
}

function serviceOf(ref: BackendReference, origin: Origin, report: Report): ResourceId | null {
  if (ref.group === '' && ref.kind === 'Service') {
    const namespace = ref.namespace ?? origin.resource.namespace;
    return { group: '', kind: 'Service', namespace, name: ref.name };
  }
  const kind = ref.group === '' ? ref.kind : `${ref.group}/${ref.kind}`;
  report(atField('resolve/backend-kind', originAt(origin, 'kind'), { kind }));
  return null;
}
