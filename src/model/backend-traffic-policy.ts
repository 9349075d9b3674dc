import type { SessionPersistenceSpec } from './http-route.ts';
import type { LocalReference } from './backend-tls-policy.ts';

/** Fields of XBackendTrafficPolicy that gatewright reads (Gateway API v1alpha1, GEP-3388), with the CRD's defaults. */
export interface BackendTrafficPolicySpec {
  readonly targetRefs: readonly LocalReference[];
  readonly retryConstraint?: RetryConstraint;
  readonly sessionPersistence?: SessionPersistenceSpec;
}

export interface RetryConstraint {
  readonly budget: { readonly percent: number; readonly interval: string };
  /** The CRD has defaults for both together only. */
  readonly minRetryRate: { readonly count?: number; readonly interval?: string };
}
