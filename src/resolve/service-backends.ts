import { atField, type Report } from '../diagnostics/diagnostic.ts';
import type { Backend, BackendProtocol } from '../ir/index.ts';
import type { ServicePort } from '../model/index.ts';
import { describeResource, type Origin, type ResourceId } from '../source/place.ts';
import { portsOf, type Transport } from './backend-address.ts';
import { backendProtocol } from './backend-protocol.ts';
import type { BackendTlsPolicies } from './backend-tls.ts';
import type { ObjectIndex } from './object-index.ts';
import type { RequestKind, Traffic } from './request-kind.ts';

export interface ConnectionContext {
  readonly traffic: Traffic;
  readonly index: ObjectIndex;
  readonly policies: BackendTlsPolicies;
  readonly place: Origin;
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
  const { traffic, policies, place, report } = context;
  const port = portOf(context.index, service, number, traffic === 'udp' ? 'UDP' : 'TCP');
  const backend = describeResource(service);
  // What passes through is encrypted by the client, for the backend (GEP-1897, "TLS passthrough").
  if (traffic === 'tls') return { protocol: 'tcp', tls: null };
  const policy = policies.of(service, port === 'unknown' ? null : (port.name ?? ''));
  if (traffic === 'udp') {
    if (policy === null) return { protocol: 'udp', tls: null };
    report(atField('resolve/policy-over-udp', place, { backend }));
    return null;
  }
  const protocol = protocolFor(traffic, { backend, port, encrypted: policy !== null }, context);
  if (protocol === null) return null;
  if (policy?.kind === 'unknown-port')
    report(atField('resolve/port-name-unknown', place, { backend }));
  // An invalid policy's own findings say why: nothing is sent until it is right.
  if (policy !== null && policy.kind !== 'tls') return null;
  return { protocol, tls: policy?.tls ?? null };
}

interface SpokenTo {
  readonly backend: string;
  readonly port: ServicePort | 'unknown';
  readonly encrypted: boolean;
}

function protocolFor(
  traffic: RequestKind | 'tcp' | 'terminated',
  { backend, port, encrypted }: SpokenTo,
  { place, report }: ConnectionContext,
): BackendProtocol | null {
  if (traffic === 'tcp' || traffic === 'terminated') return 'tcp';
  const appProtocol = port === 'unknown' ? undefined : port.appProtocol;
  const spoken = backendProtocol(appProtocol, traffic, encrypted);
  if (spoken.kind === 'protocol') return spoken.protocol;
  report(atField('resolve/backend-protocol', place, { backend, protocol: spoken.name, traffic }));
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
