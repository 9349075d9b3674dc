import { atField, type Report } from '../diagnostics/diagnostic.ts';
import type { Endpoint } from '../ir/index.ts';
import {
  originOf,
  type EndpointSliceBody,
  type Resource,
  type ServicePort,
} from '../model/index.ts';
import { compareText } from '../util/compare.ts';
import { isIpLiteral } from '../util/ip-literal.ts';
import { sorted } from '../util/sorted.ts';

/**
 * The ready endpoints of one Service port, sorted and without duplicates. A slice's port belongs to
 * the Service port of the same name (EndpointSlice `ports[].name`).
 */
export function endpointsOf(
  slices: readonly Resource<EndpointSliceBody>[],
  port: ServicePort,
  transport: 'TCP' | 'UDP',
  report: Report,
): readonly Endpoint[] {
  const found = new Map<string, Endpoint>();
  for (const slice of slices) {
    const number = (slice.spec.ports ?? []).find(
      ({ name = '', protocol = 'TCP' }) => name === (port.name ?? '') && protocol === transport,
    )?.port;
    if (number === undefined) continue;
    for (const [position, endpoint] of slice.spec.endpoints.entries()) {
      // An unknown readiness counts as ready (EndpointConditions.ready).
      if (endpoint.conditions?.ready === false) continue;
      // All addresses of one endpoint are the same Pod; consumers take the first.
      const [address] = endpoint.addresses;
      if (address === undefined) continue;
      if (!isIpLiteral(address)) {
        const origin = originOf(slice, 'endpoints', position, 'addresses', 0);
        report(atField('resolve/invalid-endpoint', origin, { address }));
      } else found.set(`${address} ${String(number)}`, { address, port: number });
    }
  }
  return sorted(
    [...found.values()],
    (a, b) => compareText(a.address, b.address) || a.port - b.port,
  );
}
