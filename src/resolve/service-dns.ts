import { atField, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { BackendAddress } from '../ir/index.ts';
import type { Resource, ServiceImportSpec, ServicePort, ServiceSpec } from '../model/index.ts';
import { describeResource, type Origin } from '../source/place.ts';
import { isDnsLabel, isDnsSubdomain } from './object-names.ts';
import type { ResolveOptions } from './resolve-options.ts';

/**
 * How to reach a Service by name when the input has no endpoints for it: its cluster DNS name, or the
 * name that an ExternalName Service stands for. Null, after a report, when that cannot be known.
 */
export function serviceDnsAddress(
  service: Resource<ServiceSpec>,
  port: ServicePort,
  options: ResolveOptions,
  report: (diagnostic: (origin: Origin) => Diagnostic) => void,
): BackendAddress | null {
  const { name, namespace } = service.id;
  if (service.spec.type === 'ExternalName') {
    const host = (service.spec.externalName ?? '').replace(/\.$/, '').toLowerCase();
    if (isDnsSubdomain(host)) return { kind: 'dns', host, port: port.port, absolute: false };
    report((origin) => atField('resolve/invalid-service-name', origin, { name: host }));
    return null;
  }
  const host = `${name}.${namespace}.svc.${options.clusterDomain}`;
  // DNS of a headless Service answers with Pod addresses, so nothing maps its port to the target's.
  if (service.spec.clusterIP !== 'None')
    return { kind: 'dns', host, port: port.port, absolute: false };
  const target = port.targetPort ?? port.port;
  if (typeof target === 'number') return { kind: 'dns', host, port: target, absolute: false };
  const args = { service: `${namespace}/${name}`, port: target };
  report((origin) => atField('resolve/named-target-port', origin, args));
  return null;
}

/**
 * The name of a ServiceImport in its ClusterSet (KEP-1645). Null, after a report, for a headless one: its name means
 * Pods, and only their EndpointSlices tell the port that they listen on.
 */
export function importDnsAddress(
  { id, spec }: Resource<ServiceImportSpec>,
  { port }: ServicePort,
  report: (diagnostic: (origin: Origin) => Diagnostic) => void,
): BackendAddress | null {
  if (spec.type === 'Headless') {
    const args = { backend: describeResource(id) };
    report((origin) => atField('resolve/headless-import', origin, args));
    return null;
  }
  // A ServiceImport can be called what a Service can, and its name becomes part of a DNS name.
  if (isDnsLabel(id.name)) {
    const host = `${id.name}.${id.namespace}.svc.clusterset.local`;
    return { kind: 'dns', host, port, absolute: false };
  }
  report((origin) => atField('resolve/invalid-service-name', origin, { name: id.name }));
  return null;
}
