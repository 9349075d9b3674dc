import { atField, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { BackendAddress } from '../ir/index.ts';
import type { Resource, ServicePort, ServiceSpec } from '../model/index.ts';
import type { Origin } from '../source/place.ts';
import { isDnsSubdomain } from './object-names.ts';
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
    if (isDnsSubdomain(host)) return { kind: 'dns', host, port: port.port };
    report((origin) => atField('resolve/invalid-service-name', origin, { name: host }));
    return null;
  }
  const host = `${name}.${namespace}.svc.${options.clusterDomain}`;
  // DNS of a headless Service answers with Pod addresses, so nothing maps its port to the target's.
  if (service.spec.clusterIP !== 'None') return { kind: 'dns', host, port: port.port };
  const target = port.targetPort ?? port.port;
  if (typeof target === 'number') return { kind: 'dns', host, port: target };
  const args = { service: `${namespace}/${name}`, port: target };
  report((origin) => atField('resolve/named-target-port', origin, args));
  return null;
}
