import { atField, type Report } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/suggest.ts';
import { backendId, type Backend, type BackendAddress, type BackendId } from '../ir/index.ts';
import type { HttpBackendRef, Resource, ServicePort, ServiceSpec } from '../model/index.ts';
import { originAt, type Origin, type ResourceId } from '../source/place.ts';
import { endpointsOf } from './endpoints.ts';
import { checkPermitted } from './grants.ts';
import { objectKey, type ObjectIndex } from './object-index.ts';
import { isDnsLabel } from './object-names.ts';
import type { ResolveOptions } from './resolve-options.ts';
import { serviceDnsAddress } from './service-dns.ts';

/** Resolves backendRefs; every Service port becomes one backend, and is reported on once. */
export interface BackendResolver {
  /** Null when the reference is invalid: its share of requests gets 500. */
  readonly resolve: (ref: HttpBackendRef, origin: Origin) => BackendId | null;
  readonly get: (id: BackendId) => Backend | null;
}

export function makeBackendResolver(
  index: ObjectIndex,
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

  const addressOf = (service: ResourceId, port: number, origin: Origin): BackendAddress | null => {
    const key = objectKey(service.namespace, service.name);
    const override = mapped.get(`${key}:${String(port)}`);
    if (override !== undefined) return fixedAddress(override.host, override.port);
    const found = index.services.get(key);
    if (found !== undefined) return addressOfService(found, port, { index, options, origin, report });
    if (options.assumeServices && isDnsLabel(service.name) && isDnsLabel(service.namespace))
      return dnsAddress(service, port, options);
    const code = isDnsLabel(service.name) ? 'resolve/backend-not-found' : null;
    const place = originAt(origin, 'name');
    if (code === null) report(atField('resolve/invalid-service-name', place, { name: service.name }));
    else
      report(
        atField(code, place, { service: key }, { suggestion: suggest(key, index.services.keys()) }),
      );
    return null;
  };

  const resolve = (ref: HttpBackendRef, origin: Origin): BackendId | null => {
    if (ref.group !== '' || ref.kind !== 'Service') {
      const kind = ref.group === '' ? ref.kind : `${ref.group}/${ref.kind}`;
      report(atField('resolve/backend-kind', originAt(origin, 'kind'), { kind }));
      return null;
    }
    const namespace = ref.namespace ?? origin.resource.namespace;
    const service: ResourceId = { group: '', kind: 'Service', namespace, name: ref.name };
    if (!checkPermitted(index, service, origin, report)) return null;
    if (ref.port === undefined) {
      const args = { service: objectKey(namespace, ref.name), port: '(none given)' };
      report(atField('resolve/backend-port', origin, args));
      return null;
    }
    const id = backendId(service, ref.port, '');
    if (backends.has(id)) return id;
    const address = addressOf(service, ref.port, origin);
    if (address === null) return null;
    if (address.kind === 'endpoints' && address.endpoints.length === 0) {
      const args = { service: objectKey(namespace, ref.name) };
      report(atField('resolve/no-ready-endpoints', originAt(origin, 'name'), args));
    }
    const backend = { id, resource: service, port: ref.port, protocol: 'http1', address, origin } as const;
    backends.set(id, backend);
    return id;
  };

  return { resolve, get: (id) => backends.get(id) ?? null };
}

interface ServiceContext {
  readonly index: ObjectIndex;
  readonly options: ResolveOptions;
  readonly origin: Origin;
  readonly report: Report;
}

function addressOfService(
  service: Resource<ServiceSpec>,
  number: number,
  { index, options, origin, report }: ServiceContext,
): BackendAddress | null {
  const key = objectKey(service.id.namespace, service.id.name);
  const ports = service.spec.ports ?? [];
  const port = ports.find(({ port, protocol = 'TCP' }) => port === number && protocol === 'TCP');
  const external = service.spec.type === 'ExternalName';
  // An ExternalName Service needs no ports: the reference's own number is used.
  if (port === undefined && !(external && ports.length === 0)) {
    const args = { service: key, port: String(number) };
    const known = ports.map((each) => String(each.port)).join(', ');
    const suggestion = known === '' ? null : `one of ${known}`;
    report(atField('resolve/backend-port', originAt(origin, 'port'), args, { suggestion }));
    return null;
  }
  const protocol = unsupportedProtocol(port);
  if (protocol !== null) {
    report(atField('resolve/backend-protocol', originAt(origin, 'port'), { service: key, protocol }));
    return null;
  }
  const slices = index.slicesByService.get(key) ?? [];
  if (slices.length > 0 && port !== undefined && !external)
    return { kind: 'endpoints', endpoints: endpointsOf(slices, port, report) };
  return serviceDnsAddress(service, port ?? { port: number }, options, (diagnostic) => {
    report(diagnostic(origin));
  });
}

/** GEP-1911: names without a slash are those of the IANA registry; `http` is HTTP/1.1. */
function unsupportedProtocol(port: ServicePort | undefined): string | null {
  const name = port?.appProtocol;
  if (name === undefined || name === '' || name === 'http') return null;
  return name;
}

function fixedAddress(host: string, port: number): BackendAddress {
  return /^[0-9.]+$/.test(host) || host.includes(':')
    ? { kind: 'endpoints', endpoints: [{ address: host, port }] }
    : { kind: 'dns', host, port };
}

function dnsAddress(service: ResourceId, port: number, options: ResolveOptions): BackendAddress {
  const host = `${service.name}.${service.namespace}.svc.${options.clusterDomain}`;
  return { kind: 'dns', host, port };
}
