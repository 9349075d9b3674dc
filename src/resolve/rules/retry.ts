import type { Retry } from '../../ir/index.ts';
import type { HttpRouteRetry } from '../../model/index.ts';
import { originAt, type Origin } from '../../source/place.ts';
import { parseDuration } from '../durations.ts';

/**
 * HTTPRouteRetry (GEP-1731): zero attempts switch retries off.
 *
 * @param rule - whose `retry` it is
 */
export function resolveRetry(retry: HttpRouteRetry | undefined, rule: Origin): Retry | null {
  if (retry === undefined || retry.attempts === 0) return null;
  return {
    codes: [...new Set(retry.codes ?? [])].sort((a, b) => a - b),
    attempts: retry.attempts,
    backoff: retry.backoff === undefined ? null : parseDuration(retry.backoff),
    origin: originAt(rule, 'retry'),
  };
}
