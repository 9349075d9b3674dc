import type { Retry } from '../../../ir/index.ts';
import { exact, type Support } from '../../../target/capability.ts';
import { unsupported } from '../../../target/verdict.ts';
import { MAX_ATTEMPTS, retriable } from '../lower/attempts.ts';

export const knownCodes: Support = {
  level: 'approximated',
  how: 'NGINX retries responses with 403, 404, 429, 500, 502, 503 and 504',
  differs: 'responses with other codes are passed on to the client',
};

export function judgeCodes(codes: readonly number[]): Support {
  return codes.every((code) => retriable.has(code)) ? exact : knownCodes;
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

export const lateTimeout: Support = {
  level: 'approximated',
  how: 'no attempt is begun after timeouts.request, but the one that runs may go on for as long again',
  differs: 'a response can come after timeouts.request instead of 504',
};
