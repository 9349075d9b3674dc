import type { Backend, BackendId, GatewayIr } from '../ir/index.ts';
import { originAt } from '../source/place.ts';
import { tlsUses, useOf } from './backend-features.ts';
import type { Visit } from './feature.ts';

/** Every feature that an XTelemetryPolicy asks for, each use once. */
export function tracingFeatures(
  { tracing }: GatewayIr,
  backends: ReadonlyMap<BackendId, Backend>,
  visit: Visit,
): void {
  if (tracing === null) return;
  const use = useOf({ kind: 'gateway' }, visit);
  const { origin, headers, sampled, spanName, parents, attributes } = tracing;
  use('TelemetryPolicyTracing', origin, { part: { kind: 'spans' } });
  if (headers.length > 0) {
    const part = { kind: 'headers', headers } as const;
    use('TelemetryPolicyTracing', origin, { part }, ['provider', 'headers']);
  }
  if (sampled.numerator !== sampled.denominator) {
    const part = { kind: 'sampled', share: sampled } as const;
    use('TelemetryPolicyTracing', origin, { part }, ['samplingRate']);
  }
  if (spanName !== null)
    use('TelemetryPolicyTracing', origin, { part: { kind: 'span-name' } }, ['spanName']);
  if (parents !== null && parents.numerator !== parents.denominator) {
    const at = ['parentBasedSampling', 'samplingRate'];
    use('TelemetryPolicyParentBasedSampling', origin, { share: parents }, at);
  }
  for (const attribute of attributes)
    use('TelemetryPolicyAttribute', attribute.origin, { attribute });
  const collector = backends.get(tracing.collector);
  if (collector !== undefined) tlsUses(collector, originAt(origin, 'provider', 'backendRef'), use);
}
