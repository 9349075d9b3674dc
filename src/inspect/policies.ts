import { compareSeniority, objectSeniority } from '../ir/index.ts';
import type { ResourceId } from '../source/place.ts';
import { idKey, type Inspection, type JudgedReference } from './model.ts';
import { isPolicy } from './kinds.ts';

/** A policy that targets an object, or a section of it. */
export interface AttachedPolicy {
  readonly policy: ResourceId;
  readonly target: ResourceId;
  readonly section: string | null;
  /** The older policy that is in force instead (GEP-713); null while this one is. */
  readonly overriddenBy: ResourceId | null;
}

/** The policies of some objects. Of several of a kind for the same section the oldest is in force. */
export function policiesOn(
  targets: readonly ResourceId[],
  inspection: Inspection,
): readonly AttachedPolicy[] {
  const seniorityOf = ({ from }: JudgedReference) =>
    objectSeniority(from, inspection.find(from)?.meta.creationTimestamp ?? null);
  const distinct = new Map(targets.map((id) => [idKey(id), id]));
  return [...distinct.values()].flatMap((target) => {
    const inForce = new Map<string, ResourceId>();
    return inspection
      .to(target)
      .filter(({ role, from }) => role === 'target' && isPolicy(from.kind))
      .toSorted((a, b) => compareSeniority(seniorityOf(a), seniorityOf(b)))
      .map(({ from, section }) => {
        const key = `${from.kind}#${section ?? ''}`;
        const first = inForce.get(key) ?? from;
        inForce.set(key, first);
        const overriddenBy = first === from ? null : first;
        return { policy: from, target, section, overriddenBy };
      });
  });
}
