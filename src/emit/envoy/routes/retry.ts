import type { Retry } from '../../../ir/index.ts';
import { duration } from '../duration.ts';
import type { RetryPolicy } from '../generated/envoy-api.ts';

/**
 * HTTPRouteRetry (GEP-1731). What fails before a response is retried always; `attempt` is the limit of one
 * attempt in milliseconds, whose end counts as such a failure.
 */
export function retryPolicy(retry: Retry, attempt: number | null): RetryPolicy {
  return {
    retry_on: [
      'connect-failure',
      'refused-stream',
      'reset',
      ...(retry.codes.length === 0 ? [] : ['retriable-status-codes']),
    ].join(','),
    ...(retry.codes.length === 0 ? {} : { retriable_status_codes: retry.codes }),
    num_retries: retry.attempts,
    ...(attempt === null ? {} : { per_try_timeout: duration(attempt) }),
    ...(retry.backoff === null ? {} : backoff(retry.backoff)),
  };
}

/** Envoy waits a random time of up to the interval, which doubles with each attempt. */
function backoff(milliseconds: number): Pick<RetryPolicy, 'retry_back_off'> {
  // Envoy takes no interval of zero.
  const base = Math.max(1, milliseconds);
  return { retry_back_off: { base_interval: duration(base), max_interval: duration(base * 10) } };
}
