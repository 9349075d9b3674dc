import { atField, type Report } from '../diagnostics/diagnostic.ts';
import type { Share, SpanAttribute, Tracing } from '../ir/index.ts';
import {
  originOf,
  type AttributeSpec,
  type FractionSpec,
  type Resource,
  type TelemetryPolicySpec,
  type TracingSpec,
} from '../model/index.ts';
import { originAt, type Origin } from '../source/place.ts';
import { compareText } from '../util/compare.ts';
import type { BackendResolver } from './backends.ts';

const all: Share = { numerator: 100, denominator: 100 };

/** `tracing` of an XTelemetryPolicy; null where no spans are to be made, or can be sent. */
export function resolveTracing(
  policy: Resource<TelemetryPolicySpec>,
  backends: BackendResolver,
  report: Report,
): Tracing | null {
  const { tracing } = policy.spec;
  const { mode, provider, serviceName, spanName, attributes = [] } = tracing;
  const origin = originOf(policy, 'spec', 'tracing');
  // ImplementationDefault: nobody is told about requests unless someone asks for it.
  if (mode !== 'Enabled' || provider === undefined) return null;
  const place = originAt(origin, 'provider', 'backendRef');
  const collector = backends.resolve(provider.backendRef, place, 'grpc');
  if (collector === null) {
    report(atField('resolve/no-collector', place, {}));
    return null;
  }
  return {
    collector,
    headers: provider.headers ?? [],
    serviceName: serviceName ?? 'gateway',
    spanName: spanName ?? null,
    sampled: shareOf(tracing.samplingRate),
    parents: parentsOf(tracing),
    attributes: attributes
      .map((attribute, position) =>
        attributeOf(attribute, originAt(origin, 'attributes', position)),
      )
      .sort((a, b) => compareText(a.name, b.name)),
    origin,
  };
}

function shareOf(rate: FractionSpec | undefined): Share {
  return rate ?? all;
}

/** ImplementationDefault: a trace is not torn apart. */
function parentsOf({ parentBasedSampling }: TracingSpec): Share | null {
  return parentBasedSampling?.mode === 'Disabled'
    ? null
    : shareOf(parentBasedSampling?.samplingRate);
}

function attributeOf(
  { name, headerName, literalValue, attributeKey = '' }: AttributeSpec,
  origin: Origin,
): SpanAttribute {
  if (literalValue !== undefined)
    return { name, source: { kind: 'literal', value: literalValue }, origin };
  if (headerName !== undefined)
    return { name, source: { kind: 'header', name: headerName.toLowerCase() }, origin };
  return { name, source: { kind: 'attribute', key: attributeKey }, origin };
}
