import { entry } from '../catalog-entry.ts';

/** Findings about XTelemetryPolicies. */
export const telemetryCodes = {
  'resolve/telemetry-target': entry<{ readonly kind: string }>({
    severity: 'error',
    message: (a) => `an XTelemetryPolicy cannot target ${a.kind}`,
    effect: () => 'The policy has no effect there.',
    condition: { type: 'Accepted', status: 'False', reason: 'TargetNotFound' },
    explain: {
      cause:
        'Spans are made for all requests of a Gateway (GEP-4768); other targets are not supported.',
      fix: 'Target a Gateway.',
      example: 'targetRefs:\n  - { group: gateway.networking.k8s.io, kind: Gateway, name: edge }',
    },
  }),
  'resolve/telemetry-target-not-found': entry<{ readonly gateway: string }>({
    severity: 'warning',
    message: (a) => `Gateway ${a.gateway} is not in the input`,
    effect: () => 'The policy has no effect there.',
    condition: { type: 'Accepted', status: 'False', reason: 'TargetNotFound' },
    explain: {
      cause: 'targetRefs of an XTelemetryPolicy name Gateways of the policy’s own namespace.',
      fix: 'Correct the name, or add the Gateway to the input.',
      example: 'targetRefs:\n  - { group: gateway.networking.k8s.io, kind: Gateway, name: edge }',
    },
  }),
  'resolve/telemetry-conflict': entry<{ readonly gateway: string; readonly by: string }>({
    severity: 'error',
    message: (a) => `XTelemetryPolicy ${a.by} is in force for Gateway ${a.gateway}`,
    effect: () => 'This one has no effect there.',
    condition: { type: 'Accepted', status: 'False', reason: 'Conflicted' },
    explain: {
      cause:
        'A Gateway has one XTelemetryPolicy: the oldest, by creation time, then by name (GEP-4768).',
      fix: 'Remove one of them.',
      example: 'targetRefs:\n  - { group: gateway.networking.k8s.io, kind: Gateway, name: edge }',
    },
  }),
  'resolve/no-collector': entry({
    severity: 'error',
    message: () => 'the collector of the spans cannot be reached',
    effect: () => 'No spans are made.',
    condition: null,
    explain: {
      cause: 'backendRef of the provider is invalid; the finding beside this one says why.',
      fix: 'Correct the reference. Spans go by OTLP over gRPC, so the port has to take HTTP/2.',
      example: 'provider:\n  backendRef: { name: otel-collector, port: 4317 }',
    },
  }),
} as const;
