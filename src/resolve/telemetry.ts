import { atField, type Report } from '../diagnostics/diagnostic.ts';
import type { Tracing } from '../ir/index.ts';
import { originOf, type Resource, type TelemetryPolicySpec } from '../model/index.ts';
import { originAt, type Origin, type ResourceId } from '../source/place.ts';
import type { BackendResolver } from './backends.ts';
import { gatewayGroup } from './listener-protocols.ts';
import { objectKey, type ObjectIndex } from './object-index.ts';
import { compareObjects } from './object-seniority.ts';
import { resolveTracing } from './tracing.ts';

/** The XTelemetryPolicies that concern Gateways of this run. */
export interface Telemetry {
  /** By the Gateway's `namespace/name`. */
  readonly tracing: ReadonlyMap<string, Tracing | null>;
  readonly ancestors: ReadonlyMap<Resource<TelemetryPolicySpec>, readonly PolicyAncestor[]>;
}

/** One Gateway that a policy's status speaks of. */
export interface PolicyAncestor {
  readonly gateway: ResourceId;
  /** Of its targetRef. */
  readonly position: number;
}

export interface TelemetryContext {
  readonly index: ObjectIndex;
  /** Whether a Gateway is compiled, by `namespace/name`. */
  readonly isOurs: (key: string) => boolean;
  readonly backends: BackendResolver;
  readonly report: Report;
}

/** Resolves policies; a Gateway has one at most, the oldest of those that target it (GEP-4768). */
export function resolveTelemetry(
  policies: readonly Resource<TelemetryPolicySpec>[],
  { index, isOurs, backends, report }: TelemetryContext,
): Telemetry {
  const inForce = new Map<string, Resource<TelemetryPolicySpec>>();
  const tracing = new Map<string, Tracing | null>();
  const ancestors = new Map<Resource<TelemetryPolicySpec>, readonly PolicyAncestor[]>();
  for (const policy of policies.toSorted(compareObjects)) {
    const found = new Map<string, PolicyAncestor>();
    for (const [position, target] of policy.spec.targetRefs.entries()) {
      const origin = originOf(policy, 'spec', 'targetRefs', position);
      const gateway = { ...target, namespace: policy.id.namespace };
      const key = targetOf(gateway, origin, { index, isOurs, report });
      if (key === null) continue;
      if (!found.has(key)) found.set(key, { gateway, position });
      if (!isOurs(key)) continue;
      const other = inForce.get(key) ?? policy;
      inForce.set(key, other);
      if (other !== policy)
        report(atField('resolve/telemetry-conflict', origin, { gateway: key, by: other.id.name }));
    }
    if (found.size === 0) continue;
    ancestors.set(policy, [...found.values()]);
    // What is wrong with a policy is told even where another one is in force.
    const resolved = resolveTracing(policy, backends, report);
    for (const key of found.keys()) if (inForce.get(key) === policy) tracing.set(key, resolved);
  }
  return { tracing, ancestors };
}

/** The Gateway that a status has to speak of, as its key; null where it is none of ours. */
function targetOf(
  { group, kind, namespace, name }: ResourceId,
  origin: Origin,
  { index, isOurs, report }: Pick<TelemetryContext, 'index' | 'isOurs' | 'report'>,
): string | null {
  if (group !== gatewayGroup || kind !== 'Gateway') {
    const what = group === '' ? kind : `${group}/${kind}`;
    report(atField('resolve/telemetry-target', originAt(origin, 'kind'), { kind: what }));
    return null;
  }
  const key = objectKey(namespace, name);
  if (isOurs(key)) return key;
  if (index.gateways.has(key)) return null;
  report(atField('resolve/telemetry-target-not-found', origin, { gateway: key }));
  return key;
}
