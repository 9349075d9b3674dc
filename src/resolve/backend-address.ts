import { atField, type Report } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { BackendAddress } from '../ir/index.ts';
import type { EndpointSliceBody, Resource, ServicePort } from '../model/index.ts';
import { describeResource, originAt, type Origin, type ResourceId } from '../source/place.ts';
import { endpointsOf } from './endpoints.ts';
import { objectKey, type ObjectIndex } from './object-index.ts';
import { isDnsLabel } from './object-names.ts';
import type { ResolveOptions } from './resolve-options.ts';
import { importDnsAddress, serviceDnsAddress } from './service-dns.ts';
import { isIpLiteral } from '../util/ip-literal.ts';

/** Of a Service's port. */
export type Transport = 'TCP' | 'UDP';

export interface AddressContext {
  readonly transport: Transport;
  readonly index: ObjectIndex;
  readonly options: ResolveOptions;
  /** `--endpoint` mappings by `namespace/service:port`. */
  readonly mapped: ReadonlyMap<string, { readonly host: string; readonly port: number }>;
  readonly report: Report;
}

/** The ports of a Service or ServiceImport; null when it is not in the input. */
export function portsOf(index: ObjectIndex, id: ResourceId): readonly ServicePort[] | null {
  const key = objectKey(id.namespace, id.name);
  if (id.kind === 'ServiceImport') return index.serviceImports.get(key)?.spec.ports ?? null;
  const service = index.services.get(key);
  return service === undefined ? null : (service.spec.ports ?? []);
}

/**
 * Where a port of a Service or ServiceImport is: as `--endpoint` says of a Service, else its endpoints in the input,
 * else its DNS name. Null, after a report, when it or the port does not exist.
 */
export function backendAddress(
  id: ResourceId,
  number: number,
  origin: Origin,
  context: AddressContext,
): BackendAddress | null {
  const { index, mapped } = context;
  const key = objectKey(id.namespace, id.name);
  const override = id.kind === 'Service' ? mapped.get(`${key}:${String(number)}`) : undefined;
  if (override !== undefined) return fixedAddress(override.host, override.port);
  const ports = portsOf(index, id);
  if (ports === null) return assumedAddress(id, number, origin, context);
  const external = index.services.get(key)?.spec.type === 'ExternalName' && id.kind === 'Service';
  const port = portOf({ id, ports, number, external }, origin, context);
  if (port === null) return null;
  const slices = slicesOf(index, id);
  if (slices.length > 0 && !external)
    return {
      kind: 'endpoints',
      endpoints: endpointsOf(slices, port, context.transport, context.report),
    };
  return dnsAddress(id, port, origin, context);
}

interface PortSearch {
  readonly id: ResourceId;
  readonly ports: readonly ServicePort[];
  readonly number: number;
  readonly external: boolean;
}

function portOf(
  { id, ports, number, external }: PortSearch,
  origin: Origin,
  { transport, report }: AddressContext,
): ServicePort | null {
  const port = ports.find((each) => each.port === number && (each.protocol ?? 'TCP') === transport);
  if (port !== undefined) return port;
  // An ExternalName Service needs no ports: the reference's own number is used.
  if (external && ports.length === 0) return { port: number };
  const known = ports.map((each) => String(each.port)).join(' or ');
  const suggestion = known === '' ? null : known;
  const args = { backend: describeResource(id), port: String(number) };
  report(atField('resolve/backend-port', originAt(origin, 'port'), args, { suggestion }));
  return null;
}

function slicesOf(index: ObjectIndex, id: ResourceId): readonly Resource<EndpointSliceBody>[] {
  const slices = id.kind === 'ServiceImport' ? index.slicesByImport : index.slicesByService;
  return slices.get(objectKey(id.namespace, id.name)) ?? [];
}

function dnsAddress(
  id: ResourceId,
  port: ServicePort,
  origin: Origin,
  { index, options, report }: AddressContext,
): BackendAddress | null {
  const key = objectKey(id.namespace, id.name);
  const reportAt = (diagnostic: Parameters<Parameters<typeof serviceDnsAddress>[3]>[0]): void => {
    report(diagnostic(origin));
  };
  const imported = id.kind === 'ServiceImport' ? index.serviceImports.get(key) : undefined;
  if (imported !== undefined) return importDnsAddress(imported, port, reportAt);
  const service = index.services.get(key);
  return service === undefined ? null : serviceDnsAddress(service, port, options, reportAt);
}

/** What is not in the input is taken to exist where the user says so. */
function assumedAddress(
  id: ResourceId,
  port: number,
  origin: Origin,
  { index, options, report }: AddressContext,
): BackendAddress | null {
  const place = originAt(origin, 'name');
  // backendRefs[].name has no pattern in the CRD, and it would become a DNS name.
  if (!isDnsLabel(id.name) || !isDnsLabel(id.namespace)) {
    report(atField('resolve/invalid-service-name', place, { name: id.name }));
    return null;
  }
  if (options.assumeServices) {
    const domain = id.kind === 'ServiceImport' ? 'clusterset.local' : options.clusterDomain;
    const host = `${id.name}.${id.namespace}.svc.${domain}`;
    return { kind: 'dns', host, port, absolute: false };
  }
  const known = id.kind === 'ServiceImport' ? index.serviceImports : index.services;
  const suggestion = suggest(objectKey(id.namespace, id.name), known.keys());
  const args = { backend: describeResource(id) };
  report(atField('resolve/backend-not-found', place, args, { suggestion }));
  return null;
}

function fixedAddress(host: string, port: number): BackendAddress {
  return !isIpLiteral(host)
    ? { kind: 'dns', host, port, absolute: false }
    : { kind: 'endpoints', endpoints: [{ address: host, port }] };
}
