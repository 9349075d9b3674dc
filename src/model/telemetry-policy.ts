import type { LocalReference } from './backend-tls-policy.ts';
import type { HttpHeader } from './http-route.ts';
import type { BackendReference } from './references.ts';

/** Fields of XTelemetryPolicy that gatewright reads (Gateway API v1alpha1, GEP-4768). */
export interface TelemetryPolicySpec {
  readonly targetRefs: readonly LocalReference[];
  readonly tracing: TracingSpec;
}

export interface TracingSpec {
  readonly mode: 'Enabled' | 'Disabled' | 'ImplementationDefault';
  readonly provider?: {
    readonly backendRef: BackendReference;
    readonly headers?: readonly HttpHeader[];
  };
  readonly samplingRate?: FractionSpec;
  readonly parentBasedSampling?: {
    readonly mode: 'Enabled' | 'Disabled' | 'ImplementationDefault';
    readonly samplingRate?: FractionSpec;
  };
  readonly serviceName?: string;
  readonly spanName?: string;
  readonly attributes?: readonly AttributeSpec[];
}

export interface FractionSpec {
  readonly numerator: number;
  readonly denominator: number;
}

export interface AttributeSpec {
  readonly name: string;
  readonly sourceType: 'Header' | 'Literal' | 'Attribute';
  readonly headerName?: string;
  readonly literalValue?: string;
  readonly attributeKey?: string;
}
