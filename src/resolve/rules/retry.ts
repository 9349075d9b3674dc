import type { Retry } from '../../ir/index.ts';
import type { HttpRouteRetry } from '../../model/index.ts';
import type { Origin } from '../../source/place.ts';
import { parseDuration } from '../durations.ts';

/** HTTPRouteRetry (GEP-1731): zero attempts switch retries off. */
export function resolveRetry(retry: HttpRouteRetry | undefined, origin: Origin): Retry | null {
  if (retry === undefined || retry.attempts === 0) return null;
  return {
    codes: [...new Set(retry.codes ?? [])].sort((a, b) => a - b),
    attempts: retry.attempts,
    backoff: retry.backoff === undefined ? null : parseDuration(retry.backoff),
    origin,
  };
}
