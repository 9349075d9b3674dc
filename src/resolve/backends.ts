import { atField, type Report } from '../diagnostics/diagnostic.ts';
import { backendId, type Backend, type BackendId } from '../ir/index.ts';
import type { BackendReference, ServicePort } from '../model/index.ts';
import { originAt, type Origin, type ResourceId } from '../source/place.ts';
import { backendAddress, type AddressContext } from './backend-address.ts';
import type { BackendTlsPolicies } from './backend-tls.ts';
import { backendProtocol } from './backend-protocol.ts';
import { checkPermitted } from './grants.ts';
import { objectKey, type ObjectIndex } from './object-index.ts';
import type { RequestKind } from './request-kind.ts';
import type { ResolveOptions } from './resolve-options.ts';

/** Resolves references to backends; every Service port is one backend for each protocol spoken to it. */
export interface BackendResolver {
  /** Null when the reference is invalid: its share of requests gets 500. */
  readonly resolve: (
    ref: BackendReference,
    origin: Origin,
    requests: RequestKind,
  ) => BackendId | null;
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
  const context: AddressContext = { index, options, mapped, report };

  const resolve: BackendResolver['resolve'] = (ref, origin, requests) => {
    const service = serviceOf(ref, origin, report);
    if (service === null || !checkPermitted(index.grants, service, origin, report)) return null;
    const name = objectKey(service.namespace, service.name);
    if (ref.port === undefined) {
      report(atField('resolve/backend-port', origin, { service: name, port: '(none given)' }));
      return null;
    }
    const place = originAt(origin, 'port');
    const connection = connectionTo(name, portOf(index, name, ref.port), {
      requests,
      policies,
      place,
      report,
    });
    if (connection === null) return null;
    const { protocol } = connection;
    const id = backendId(service, ref.port, protocol === 'http1' ? '' : protocol);
    if (backends.has(id)) return id;
    const address = backendAddress(service, ref.port, origin, context);
    if (address === null) return null;
    if (address.kind === 'endpoints' && address.endpoints.length === 0)
      report(atField('resolve/no-ready-endpoints', originAt(origin, 'name'), { service: name }));
    backends.set(id, { id, resource: service, port: ref.port, ...connection, address, origin });
    return id;
  };

  return { resolve, get: (id) => backends.get(id) ?? null };
}

interface ConnectionContext {
  readonly requests: RequestKind;
  readonly policies: BackendTlsPolicies;
  readonly place: Origin;
  readonly report: Report;
}

/** What to speak to a port and how it is encrypted; null when it must not be spoken to. */
function connectionTo(
  service: string,
  port: ServicePort | 'unknown',
  { requests, policies, place, report }: ConnectionContext,
): Pick<Backend, 'protocol' | 'tls'> | null {
  const policy = policies.of(service, port === 'unknown' ? null : (port.name ?? ''));
  const appProtocol = port === 'unknown' ? undefined : port.appProtocol;
  const spoken = backendProtocol(appProtocol, requests, policy !== null);
  if (spoken.kind === 'unsupported') {
    const args = { service, protocol: spoken.name, requests };
    report(atField('resolve/backend-protocol', place, args));
    return null;
  }
  if (policy?.kind === 'unknown-port')
    report(atField('resolve/port-name-unknown', place, { service }));
  // An invalid policy's own findings say why: nothing is sent until it is right.
  if (policy !== null && policy.kind !== 'tls') return null;
  return { protocol: spoken.protocol, tls: policy?.tls ?? null };
}

/** A port of a Service; what is missing is reported once its address is looked for. */
function portOf(index: ObjectIndex, service: string, number: number): ServicePort | 'unknown' {
  const found = index.services.get(service);
  if (found === undefined) return 'unknown';
  const ports = found.spec.ports ?? [];
  return (
    ports.find(({ port, protocol = 'TCP' }) => port === number && protocol === 'TCP') ?? {
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
