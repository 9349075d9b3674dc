import type { Report } from '../diagnostics/diagnostic.ts';
import type { Backend, RetryBudget, SessionPersistence } from '../ir/index.ts';
import {
  originOf,
  type BackendTrafficPolicySpec,
  type Resource,
  type RetryConstraint,
} from '../model/index.ts';
import { describeResource, type ResourceId } from '../source/place.ts';
import { parseDuration } from './durations.ts';
import { resolvePersistence } from './persistence.ts';
import { assignTargets, type TargetedPolicies } from './policy-targets.ts';

/** What policies say of the requests for a backend. */
export type TrafficSettings = Pick<Backend, 'persistence' | 'retryBudget'>;

/** The XBackendTrafficPolicies in force (GEP-3388). */
export interface TrafficPolicies {
  readonly of: (target: ResourceId) => TrafficSettings;
  readonly byTarget: TargetedPolicies<BackendTrafficPolicySpec>['byTarget'];
}

/** Resolves policies; a target has the settings of one of them as a whole. */
export function resolveTrafficPolicies(
  policies: readonly Resource<BackendTrafficPolicySpec>[],
  report: Report,
): TrafficPolicies {
  const assigned = assignTargets(policies, ['Service', 'ServiceImport', 'XBackend'], report);
  return {
    of: (target) => {
      const policy = assigned.inForce(target, '');
      return policy === null
        ? { persistence: null, retryBudget: null }
        : {
            persistence: persistenceOf(policy, target),
            retryBudget: budgetOf(policy.spec.retryConstraint),
          };
    },
    byTarget: assigned.byTarget,
  };
}

/** Each target has a cookie of its own, so that one never takes another's sessions for its own. */
function persistenceOf(
  policy: Resource<BackendTrafficPolicySpec>,
  target: ResourceId,
): SessionPersistence | null {
  const owner = describeResource(target);
  return resolvePersistence(policy.spec.sessionPersistence, owner, originOf(policy, 'spec'));
}

// The defaults of RetryConstraint for the parts of `minRetryRate`, of which the CRD lets one be left out.
const MIN_RETRIES = 10;
const MIN_RETRY_INTERVAL_MS = 1000;

function budgetOf(constraint: RetryConstraint | undefined): RetryBudget | null {
  if (constraint === undefined) return null;
  const { budget, minRetryRate } = constraint;
  return {
    percent: budget.percent,
    interval: parseDuration(budget.interval) ?? 0,
    minimum: {
      count: minRetryRate.count ?? MIN_RETRIES,
      interval: parseDuration(minRetryRate.interval ?? '') ?? MIN_RETRY_INTERVAL_MS,
    },
  };
}
