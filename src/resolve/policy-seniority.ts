import { compareSeniority } from '../ir/index.ts';
import type { Resource } from '../model/index.ts';

/** Of policies that want the same thing the oldest is in force, then the first by name (GEP-713). */
export function comparePolicies(a: Resource<unknown>, b: Resource<unknown>): number {
  const of = ({ id, meta }: Resource<unknown>) => ({
    created: meta.creationTimestamp,
    route: id,
    ruleIndex: 0,
    matchIndex: 0,
  });
  return compareSeniority(of(a), of(b));
}
