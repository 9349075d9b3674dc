import type { Retry, Timeouts } from '../../../ir/index.ts';
import { exact, type Support } from '../../../target/capability.ts';
import { unsupported } from '../../../target/verdict.ts';
import { MAX_ATTEMPTS, retriable } from '../lower/attempts.ts';
import { MAX_CHAINED } from '../lower/retry-within.ts';

export const knownCodes: Support = {
  level: 'approximated',
  how: 'NGINX retries responses with 403, 404, 429, 500, 502, 503 and 504',
  differs: 'responses with other codes are passed on to the client',
};

/** Within `timeouts.request` retries are made in another way, which knows all codes but one. */
export function judgeCodes(codes: readonly number[], { request }: Timeouts): Support {
  const chained = request.kind === 'after';
  return codes.every((code) => (chained ? code !== 499 : retriable.has(code))) ? exact : knownCodes;
}

export const fewerAttempts: Support = {
  level: 'approximated',
  how: `a request is sent at most ${String(MAX_ATTEMPTS)} times`,
  differs: 'the client gets the last response sooner',
};

export function judgeAttempts(retry: Retry): Support {
  return retry.attempts + 1 > MAX_ATTEMPTS ? fewerAttempts : exact;
}

export const noBackoff = unsupported('NGINX retries at once, without waiting');

export const noBudget = unsupported(
  'NGINX does not count retries among all requests, so it cannot keep to a budget',
);

export const roundedTime: Support = {
  level: 'approximated',
  how: `with timeouts.request, the time that is left for a retry is rounded down to eighths of it, at most ${String(MAX_CHAINED)} retries are made, less one for each filter of the listener, and a backend’s own 502 and 504 are retried as failures are`,
  differs: 'the last attempt can be cut off up to an eighth of the time earlier',
};
