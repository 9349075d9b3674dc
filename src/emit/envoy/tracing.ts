import type { Share, Tracing } from '../../ir/index.ts';
import { isAtLeast, type TargetOptions } from '../../target/options.ts';
import type {
  FractionalPercent,
  HttpConnectionManager,
  TypedExtensionConfig,
} from './generated/envoy-api.ts';
import { authorityOf } from './external-auth.ts';
import { clusterName } from './names.ts';
import { formatText, plain } from './quote.ts';
import { spanTags } from './span-attributes.ts';

/** Names of spans, and tags that are made by a formatter. */
export function hasSpanFormats({ envoyVersion }: Pick<TargetOptions, 'envoyVersion'>): boolean {
  return isAtLeast(envoyVersion, 1, 37);
}

type TracingField = Pick<HttpConnectionManager, 'tracing'>;

/** Spans of all requests (GEP-4768). */
export function tracingField(tracing: Tracing | null, options: TargetOptions): TracingField {
  if (tracing === null) return {};
  const { collector, headers, serviceName, spanName } = tracing;
  const formats = hasSpanFormats(options);
  const tags = spanTags(tracing.attributes, formats);
  return {
    tracing: {
      ...(tags.length === 0 ? {} : { custom_tags: tags }),
      ...(spanName === null || !formats ? {} : { operation: formatText(spanName) }),
      provider: {
        name: 'envoy.tracers.opentelemetry',
        typed_config: {
          '@type': 'type.googleapis.com/envoy.config.trace.v3.OpenTelemetryConfig',
          grpc_service: {
            envoy_grpc: {
              cluster_name: clusterName(collector),
              authority: plain(authorityOf(collector)),
            },
            timeout: '5s',
            ...(headers.length === 0
              ? {}
              : {
                  initial_metadata: headers.map(({ name, value }) => ({
                    key: plain(name.toLowerCase()),
                    value: formatText(value),
                  })),
                }),
          },
          service_name: plain(serviceName),
          sampler: samplerOf(tracing),
        },
      },
    },
  };
}

function samplerOf({ sampled, parents }: Tracing): TypedExtensionConfig {
  const fresh: TypedExtensionConfig = {
    name: 'envoy.tracers.opentelemetry.samplers.trace_id_ratio_based',
    typed_config: {
      '@type':
        'type.googleapis.com/envoy.extensions.tracers.opentelemetry.samplers.v3.TraceIdRatioBasedSamplerConfig',
      sampling_percentage: percentOf(sampled),
    },
  };
  if (parents === null) return fresh;
  return {
    name: 'envoy.tracers.opentelemetry.samplers.parent_based',
    typed_config: {
      '@type':
        'type.googleapis.com/envoy.extensions.tracers.opentelemetry.samplers.v3.ParentBasedSamplerConfig',
      wrapped_sampler: fresh,
    },
  };
}

const MILLION = 1_000_000;

function percentOf({ numerator, denominator }: Share): FractionalPercent {
  return { numerator: Math.round((numerator * MILLION) / denominator), denominator: 'MILLION' };
}

/** Whether a share is a whole number of millionths. */
export function samplesExactly({ numerator, denominator }: Share): boolean {
  return (numerator * MILLION) % denominator === 0;
}
