import type { BackendTlsPolicySpec, Resource } from '../model/index.ts';
import type { ResourceId } from '../source/place.ts';
import { conditionsOf, type ConditionFindings, type Fine } from './conditions.ts';
import type { PolicyAncestorStatus } from './model.ts';

const fine: readonly Fine[] = [
  { type: 'Accepted', status: 'True', reason: 'Accepted' },
  { type: 'ResolvedRefs', status: 'True', reason: 'ResolvedRefs' },
];

// PolicyStatus `ancestors` has at most this many items.
const MAX_ANCESTORS = 16;

/** What is known of a policy after its references are resolved. */
export interface PolicyFacts {
  readonly policy: Resource<BackendTlsPolicySpec>;
  /** The Gateways whose requests it concerns. */
  readonly gateways: readonly ResourceId[];
  readonly findings: ConditionFindings;
  readonly controllerName: string;
}

/** PolicyStatus `ancestors`: one for each Gateway. */
export function policyAncestors(facts: PolicyFacts): readonly PolicyAncestorStatus[] {
  const { policy, gateways, findings, controllerName } = facts;
  const conditions = conditionsOf(fine, findings.below('spec'), policy.meta.generation);
  return gateways.slice(0, MAX_ANCESTORS).map(({ group, kind, namespace, name }) => ({
    ancestorRef: { group, kind, namespace, name },
    controllerName,
    conditions,
  }));
}
