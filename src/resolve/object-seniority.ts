import { compareSeniority, objectSeniority } from '../ir/index.ts';
import type { Resource } from '../model/index.ts';

/** The oldest object first, then by namespace and name: of policies (GEP-713) and of ListenerSets (GEP-1713). */
export function compareObjects(a: Resource<unknown>, b: Resource<unknown>): number {
  return compareSeniority(
    objectSeniority(a.id, a.meta.creationTimestamp),
    objectSeniority(b.id, b.meta.creationTimestamp),
  );
}
