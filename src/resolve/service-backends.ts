import { atField, type Report } from '../diagnostics/diagnostic.ts';
import type { Backend, BackendProtocol } from '../ir/index.ts';
import type { ServicePort } from '../model/index.ts';
import { describeResource, originAt, type Origin, type ResourceId } from '../source/place.ts';
import { portsOf, type Transport } from './backend-address.ts';
import { backendProtocol } from './backend-protocol.ts';
import type { BackendTlsPolicies } from './backend-tls.ts';
import type { ObjectIndex } from './object-index.ts';
import type { RequestKind, Traffic } from './request-kind.ts';

export interface ConnectionContext {
  readonly traffic: Traffic;
  readonly index: ObjectIndex;
  readonly policies: BackendTlsPolicies;
  /** Of the reference. */
  readonly origin: Origin;
  readonly report: Report;
}

export type Connection = Pick<Backend, 'protocol' | 'tls'>;

/**
 * What to speak to a port of a Service or ServiceImport and how it is encrypted; null when it must not be spoken to.
 * What is missing is reported once its address is looked for.
 */
export function serviceConnection(
  service: ResourceId,
  number: number,
  context: ConnectionContext,
): Connection | null {
  const { traffic, policies, origin, report } = context;
  const port = portOf(context.index, service, number, traffic === 'udp' ? 'UDP' : 'TCP');
  const blame = (code: 'resolve/policy-over-udp' | 'resolve/port-name-unknown'): void => {
    report(atField(code, originAt(origin, 'port'), { backend: describeResource(service) }));
  };
  // What passes through is encrypted by the client, for the backend (GEP-1897, "TLS passthrough").
  if (traffic === 'tls') return { protocol: 'tcp', tls: null };
  const policy = policies.of(service, port === 'unknown' ? null : (port.name ?? ''));
  if (traffic === 'udp') {
    if (policy === null) return { protocol: 'udp', tls: null };
    blame('resolve/policy-over-udp');
    return null;
  }
  const protocol = protocolFor(traffic, { service, port, encrypted: policy !== null }, context);
  if (protocol === null) return null;
  if (policy?.kind === 'unknown-port') blame('resolve/port-name-unknown');
  // An invalid policy's own findings say why: nothing is sent until it is right.
  if (policy !== null && policy.kind !== 'tls') return null;
  return { protocol, tls: policy?.tls ?? null };
}

interface SpokenTo {
  readonly service: ResourceId;
  readonly port: ServicePort | 'unknown';
  readonly encrypted: boolean;
}

function protocolFor(
  traffic: RequestKind | 'tcp' | 'terminated',
  { service, port, encrypted }: SpokenTo,
  { origin, report }: ConnectionContext,
): BackendProtocol | null {
  if (traffic === 'tcp' || traffic === 'terminated') return 'tcp';
  const appProtocol = port === 'unknown' ? undefined : port.appProtocol;
  const spoken = backendProtocol(appProtocol, traffic, encrypted);
  if (spoken.kind === 'protocol') return spoken.protocol;
  const args = { backend: describeResource(service), protocol: spoken.name, traffic };
  report(atField('resolve/backend-protocol', originAt(origin, 'port'), args));
  return null;
}

function portOf(
  index: ObjectIndex,
  service: ResourceId,
  number: number,
  transport: Transport,
): ServicePort | 'unknown' {
  const ports = portsOf(index, service);
  if (ports === null) return 'unknown';
  const found = ports.find(
    ({ port, protocol = 'TCP' }) => port === number && protocol === transport,
  );
  return found ?? { port: number };
}
