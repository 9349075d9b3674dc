import { isIP } from 'node:net';
import { atField, type Report } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { BackendAddress } from '../ir/index.ts';
import type { Resource, ServiceSpec } from '../model/index.ts';
import { originAt, type Origin, type ResourceId } from '../source/place.ts';
import { endpointsOf } from './endpoints.ts';
import { objectKey, type ObjectIndex } from './object-index.ts';
import { isDnsLabel } from './object-names.ts';
import type { ResolveOptions } from './resolve-options.ts';
import { serviceDnsAddress } from './service-dns.ts';

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

/**
 * Where a Service's port is: as `--endpoint` says, else its endpoints in the input, else its DNS name.
 * Null, after a report, when the Service or the port does not exist.
 */
export function backendAddress(
  service: ResourceId,
  port: number,
  origin: Origin,
  context: AddressContext,
): BackendAddress | null {
  const { index, options, mapped, report } = context;
  const key = objectKey(service.namespace, service.name);
  const override = mapped.get(`${key}:${String(port)}`);
  if (override !== undefined) return fixedAddress(override.host, override.port);
  const found = index.services.get(key);
  if (found !== undefined) return addressOfService(found, port, origin, context);
  const place = originAt(origin, 'name');
  // backendRefs[].name has no pattern in the CRD, and it would become a DNS name.
  if (!isDnsLabel(service.name) || !isDnsLabel(service.namespace))
    report(atField('resolve/invalid-service-name', place, { name: service.name }));
  else if (options.assumeServices) {
    const host = `${service.name}.${service.namespace}.svc.${options.clusterDomain}`;
    return { kind: 'dns', host, port };
  } else {
    const suggestion = suggest(key, index.services.keys());
    report(atField('resolve/backend-not-found', place, { service: key }, { suggestion }));
  }
  return null;
}

function addressOfService(
  service: Resource<ServiceSpec>,
  number: number,
  origin: Origin,
  { index, options, transport, report }: AddressContext,
): BackendAddress | null {
  const key = objectKey(service.id.namespace, service.id.name);
  const ports = service.spec.ports ?? [];
  const port = ports.find((each) => each.port === number && (each.protocol ?? 'TCP') === transport);
  const external = service.spec.type === 'ExternalName';
  // An ExternalName Service needs no ports: the reference's own number is used.
  if (port === undefined && !(external && ports.length === 0)) {
    const known = ports.map((each) => String(each.port)).join(' or ');
    const suggestion = known === '' ? null : known;
    const args = { service: key, port: String(number) };
    report(atField('resolve/backend-port', originAt(origin, 'port'), args, { suggestion }));
    return null;
  }
  const slices = index.slicesByService.get(key) ?? [];
  if (slices.length > 0 && port !== undefined && !external)
    return { kind: 'endpoints', endpoints: endpointsOf(slices, port, transport, report) };
  return serviceDnsAddress(service, port ?? { port: number }, options, (diagnostic) => {
    report(diagnostic(origin));
  });
}

function fixedAddress(host: string, port: number): BackendAddress {
  return isIP(host) === 0
    ? { kind: 'dns', host, port }
    : { kind: 'endpoints', endpoints: [{ address: host, port }] };
}
