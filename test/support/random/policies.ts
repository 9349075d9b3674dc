import type { Manifest } from './configuration.ts';
import { present, type Random } from './random.ts';

const group = 'gateway.networking.x-k8s.io/v1alpha1';

/** Where spans are sent to: a Service of namespace `app`. */
export const collector = { namespace: 'app', service: 'otel', port: 4317 } as const;

/** Policies for Services of a configuration, and for the Gateways that all of them share. */
export function policies(random: Random, name: string): readonly Manifest[] {
  return [
    ...(random.chance(15) ? [trafficPolicy(random, name)] : []),
    ...(random.chance(6) ? [telemetryPolicy(random, name)] : []),
  ];
}

/** Sessions and budgets of a backend, whichever rule leads to it. */
function trafficPolicy(random: Random, namespace: string): Manifest {
  const wanted = random.some(['sessions', 'budget'], 1, 2);
  const sessionPersistence = random.pick([
    { type: 'Cookie', cookie: { name: 'sid' } },
    { type: 'Cookie', cookie: { lifetimeType: 'Permanent' }, absoluteTimeout: '1h' },
    { type: 'Header', header: { name: 'x-session' } },
  ]);
  const retryConstraint = random.pick([
    { budget: { percent: 0, interval: '10s' }, minRetryRate: { count: 2, interval: '1s' } },
    { budget: { percent: 50, interval: '10s' } },
    {},
  ]);
  const targets = random.some(['one', 'two', 'three'], 1, 2);
  return {
    apiVersion: group,
    kind: 'XBackendTrafficPolicy',
    metadata: { name: 'traffic', namespace },
    spec: {
      targetRefs: targets.map((target) => ({ group: '', kind: 'Service', name: target })),
      ...(wanted.includes('sessions') ? { sessionPersistence } : {}),
      ...(wanted.includes('budget') ? { retryConstraint } : {}),
    },
  };
}

/** Of all that target a Gateway the first by name is in force. */
function telemetryPolicy(random: Random, name: string): Manifest {
  return {
    apiVersion: group,
    kind: 'XTelemetryPolicy',
    metadata: { name, namespace: collector.namespace },
    spec: {
      targetRefs: [
        {
          ...{ group: 'gateway.networking.k8s.io', kind: 'Gateway' },
          name: random.pick(['web', 'other', 'other']),
        },
      ],
      tracing: random.chance(15) ? { mode: 'Disabled' } : spans(random),
    },
  };
}

function spans(random: Random): object {
  const percent = () => ({ numerator: random.pick([0, 50, 100]) });
  const sampled = { mode: 'Enabled', samplingRate: percent() };
  const service = random.chance(92) ? collector.service : 'missing';
  return present({
    mode: 'Enabled',
    provider: { backendRef: { name: service, port: collector.port } },
    samplingRate: random.chance(50) ? percent() : undefined,
    parentBasedSampling: random.chance(70)
      ? random.pick([{ mode: 'Disabled' }, sampled, sampled])
      : undefined,
    attributes: random.chance(60)
      ? [
          { name: 'literal', sourceType: 'Literal', literalValue: '100% $x' },
          { name: 'sent', sourceType: 'Header', headerName: 'X-H' },
          { name: 'path', sourceType: 'Attribute', attributeKey: 'url.path' },
        ]
      : undefined,
  });
}
