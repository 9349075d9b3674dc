import { atField, type Report } from '../diagnostics/diagnostic.ts';
import { originOf, type PolicyTarget, type Resource } from '../model/index.ts';
import { describeResource, originAt, type ResourceId } from '../source/place.ts';
import { compareObjects } from './object-seniority.ts';

/** Kinds that requests can be sent to. */
export type BackendKind = 'Service' | 'ServiceImport' | 'XBackend';

const groups: ReadonlyMap<string, string> = new Map<BackendKind, string>([
  ['Service', ''],
  ['ServiceImport', 'multicluster.x-k8s.io'],
  ['XBackend', 'gateway.networking.x-k8s.io'],
]);

/** The API group of a kind of backends; null for other kinds. */
export function backendGroup(kind: string): string | null {
  return groups.get(kind) ?? null;
}

/** Policies of one kind by what they target (GEP-713, direct policy attachment). */
export interface TargetedPolicies<Spec> {
  /** The policy in force for a part of a target, by its `sectionName`; for the whole with an empty one. */
  readonly inForce: (target: ResourceId, section: string) => Resource<Spec> | null;
  /** Some policy is for a part of the target. */
  readonly hasSections: (target: ResourceId) => boolean;
  /** Policies that want a target, in force or not, by `describeResource` of it. */
  readonly byTarget: ReadonlyMap<string, readonly Resource<Spec>[]>;
}

/** Of the policies that want the same target the oldest is in force, then the first by name (GEP-713). */
export function assignTargets<Spec extends { readonly targetRefs: readonly PolicyTarget[] }>(
  policies: readonly Resource<Spec>[],
  kinds: readonly BackendKind[],
  report: Report,
): TargetedPolicies<Spec> {
  const inForce = new Map<string, Resource<Spec>>();
  const parted = new Set<string>();
  const byTarget = new Map<string, Resource<Spec>[]>();
  for (const policy of policies.toSorted(compareObjects)) {
    for (const [position, ref] of policy.spec.targetRefs.entries()) {
      const origin = originOf(policy, 'spec', 'targetRefs', position);
      const target = targetOf(policy, ref, kinds);
      if (target === null) {
        const kind = ref.group === '' ? ref.kind : `${ref.group}/${ref.kind}`;
        const args = { policy: policy.id.kind, kind };
        report(atField('resolve/policy-target', originAt(origin, 'kind'), args));
        continue;
      }
      const name = describeResource(target);
      const listed = byTarget.get(name);
      if (listed === undefined) byTarget.set(name, [policy]);
      else if (!listed.includes(policy)) listed.push(policy);
      const section = ref.sectionName ?? '';
      if (section !== '') parted.add(name);
      const key = partKey(target, section);
      if (inForce.has(key)) {
        const args = { policy: policy.id.kind, backend: name };
        report(atField('resolve/policy-conflict', origin, args));
      } else inForce.set(key, policy);
    }
  }
  return {
    inForce: (target, section) => inForce.get(partKey(target, section)) ?? null,
    hasSections: (target) => parted.has(describeResource(target)),
    byTarget,
  };
}

function targetOf(
  policy: Resource<unknown>,
  { group, kind, name }: PolicyTarget,
  kinds: readonly BackendKind[],
): ResourceId | null {
  if (!kinds.some((each) => each === kind) || backendGroup(kind) !== group) return null;
  return { group, kind, namespace: policy.id.namespace, name };
}

// A sectionName holds no `#`, so nothing in a name can pass for one.
function partKey(target: ResourceId, section: string): string {
  return `${describeResource(target)}#${section}`;
}
