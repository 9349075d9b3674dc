import type { Backend, BackendId, GatewayIr } from '../ir/index.ts';
import { originAt } from '../source/place.ts';
import { tlsUses, useOf } from './backend-features.ts';
import type { FeatureUse } from './feature.ts';

/** Every feature that an XTelemetryPolicy asks for, each use once. */
export function tracingFeatures(
  { tracing }: GatewayIr,
  backends: ReadonlyMap<BackendId, Backend>,
): readonly FeatureUse[] {
  if (tracing === null) return [];
  const use = useOf({ kind: 'gateway' });
  const { origin, headers, sampled, spanName, parents, attributes } = tracing;
  const collector = backends.get(tracing.collector);
  const wholly = parents === null || parents.numerator === parents.denominator;
  return [
    use('TelemetryPolicyTracing', origin, { part: { kind: 'spans' } }),
    ...(headers.length === 0
      ? []
      : [
          use('TelemetryPolicyTracing', originAt(origin, 'provider', 'headers'), {
            part: { kind: 'headers', headers },
          }),
        ]),
    ...(sampled.numerator === sampled.denominator
      ? []
      : [
          use('TelemetryPolicyTracing', originAt(origin, 'samplingRate'), {
            part: { kind: 'sampled', share: sampled },
          }),
        ]),
    ...(spanName === null
      ? []
      : [
          use('TelemetryPolicyTracing', originAt(origin, 'spanName'), {
            part: { kind: 'span-name' },
          }),
        ]),
    ...(wholly
      ? []
      : [
          use(
            'TelemetryPolicyParentBasedSampling',
            originAt(origin, 'parentBasedSampling', 'samplingRate'),
            { share: parents },
          ),
        ]),
    ...attributes.map((attribute) =>
      use('TelemetryPolicyAttribute', attribute.origin, { attribute }),
    ),
    ...(collector === undefined
      ? []
      : tlsUses(collector, originAt(origin, 'provider', 'backendRef'), use)),
  ];
}
