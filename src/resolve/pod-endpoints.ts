import { atField, type Report } from '../diagnostics/diagnostic.ts';
import type { Endpoint } from '../ir/index.ts';
import { originOf, type PodStatus } from '../model/index.ts';
import { compareText } from '../util/compare.ts';
import type { ObjectIndex } from './object-index.ts';
import { isIpLiteral } from '../util/ip-literal.ts';

/**
 * The Pods of a namespace that have all labels of an `endpointSelector` and take requests, as Kubernetes would
 * list them for a Service: those that are ready and not being shut down. Sorted, without duplicates.
 */
export function selectedEndpoints(
  namespace: string,
  labels: Readonly<Record<string, string>>,
  port: number,
  { index, report }: { readonly index: ObjectIndex; readonly report: Report },
): readonly Endpoint[] {
  const found = new Map<string, Endpoint>();
  for (const pod of index.podsWith(namespace, labels)) {
    const { podIP: address } = pod.spec;
    if (address === undefined || address === '' || !isReady(pod.spec)) continue;
    if (!isIpLiteral(address))
      report(atField('resolve/invalid-endpoint', originOf(pod, 'status', 'podIP'), { address }));
    else found.set(address, { address, port });
  }
  return [...found.values()].sort((a, b) => compareText(a.address, b.address));
}

function isReady({ phase, conditions = [], terminating }: PodStatus): boolean {
  const ended = phase === 'Succeeded' || phase === 'Failed';
  const ready = conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
  return ready && !ended && !terminating;
}
