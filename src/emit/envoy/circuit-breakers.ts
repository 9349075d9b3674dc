import type { GatewayIr, RetryBudget } from '../../ir/index.ts';
import { isAtLeast, type TargetOptions } from '../../target/options.ts';
import { duration } from './duration.ts';
import type {
  CircuitBreakersThresholds,
  CircuitBreakersThresholdsRetryBudget,
} from './generated/envoy-api.ts';

// Envoy's default of 1024 each answers 503 under loads that a backend may well take; no limit at all
// would let one slow backend hold everything that the gateway has.
const MAX_AT_ONCE = 16384;

/** What a backend gets at the same time. */
export const atOnce: CircuitBreakersThresholds = {
  max_connections: MAX_AT_ONCE,
  max_pending_requests: MAX_AT_ONCE,
  max_requests: MAX_AT_ONCE,
};

/** How many retries a backend gets. Where nothing is said, Envoy would make three at a time. */
export function retryLimits(
  budget: RetryBudget | null,
  { gateway, options }: { readonly gateway: GatewayIr; readonly options: TargetOptions },
): RetryLimits {
  if (budget !== null) return { retry_budget: budgetOf(budget, options) };
  return gateway.rules.some(({ retry }) => retry !== null) ? { max_retries: MAX_AT_ONCE } : {};
}

/** A budget in Envoy's words: it counts retries that are under way, where GEP-3388 counts them over time. */
function budgetOf(
  { percent, interval, minimum }: RetryBudget,
  { envoyVersion }: TargetOptions,
): CircuitBreakersThresholdsRetryBudget {
  return {
    budget_percent: { value: percent },
    // Older ones compare with the requests that are under way.
    ...(isAtLeast(envoyVersion, 1, 39) ? { budget_interval: duration(interval) } : {}),
    // As many at a time as may be made in a second; one is always allowed.
    min_retry_concurrency: Math.max(1, Math.ceil((minimum.count * 1000) / minimum.interval)),
  };
}

/** The limit of retries among those of a cluster. */
export type RetryLimits = Pick<CircuitBreakersThresholds, 'retry_budget' | 'max_retries'>;
