import type { Retry, Rule, TimeoutSetting, Timeouts } from '../../../ir/index.ts';
import { directive, type Line } from '../directive.ts';
import { word } from '../quote.ts';
import { passDirective, type Pass } from './pass.ts';

// NGINX has no way to turn its timers off; this is the longest that it can count on every platform.
const NEVER = '24d';
/** As set for all locations in templates/nginx/http.njk. */
const CONNECT_LIMIT_MS = 5000;

/**
 * `timeouts` and `retry` of a rule. The timers run until the response headers are complete, then anew for
 * each part of the body.
 *
 * @param quiet - streams may be silent for as long as they like
 */
export function attemptLines(
  { timeouts, retry }: Rule,
  pass: Pass,
  quiet: boolean,
): readonly Line[] {
  return [
    ...timeoutLines(timeouts, pass, quiet),
    ...(retry === null ? [] : retryLines(retry, pass)),
  ];
}

/** One attempt may take neither longer than it is allowed to nor longer than the whole (GEP-1742). */
function timeoutLines(timeouts: Timeouts, pass: Pass, quiet: boolean): readonly Line[] {
  const milliseconds = [timeouts.request, timeouts.backendRequest].flatMap(limitOf);
  const limit = Math.min(...milliseconds);
  if (milliseconds.length === 0)
    return isDisabled(timeouts) || quiet
      ? [...timers(NEVER, pass), ...(quiet ? [directive('client_body_timeout', word(NEVER))] : [])]
      : [];
  const time = `${String(limit)}ms`;
  return [
    ...(limit < CONNECT_LIMIT_MS ? [passDirective(pass, 'connect_timeout', word(time))] : []),
    ...timers(time, pass),
  ];
}

function timers(time: string, pass: Pass): readonly Line[] {
  return [
    passDirective(pass, 'read_timeout', word(time)),
    passDirective(pass, 'send_timeout', word(time)),
  ];
}

function limitOf(setting: TimeoutSetting): readonly number[] {
  return setting.kind === 'after' ? [Math.max(1, setting.milliseconds)] : [];
}

function isDisabled({ request, backendRequest }: Timeouts): boolean {
  return request.kind === 'disabled' || backendRequest.kind === 'disabled';
}

/** The statuses that `proxy_next_upstream` knows. */
export const retriable: ReadonlySet<number> = new Set([403, 404, 429, 500, 502, 503, 504]);

/** Servers that an upstream lists at most for the sake of retries. */
export const MAX_ATTEMPTS = 32;

/** Attempts in all, the first one included. */
export function attemptsOf(retry: Retry | null): number {
  return retry === null ? 1 : Math.min(retry.attempts + 1, MAX_ATTEMPTS);
}

function retryLines(retry: Retry, pass: Pass): readonly Line[] {
  const codes = retry.codes.filter((code) => retriable.has(code));
  return [
    passDirective(
      pass,
      'next_upstream',
      ...['error', 'timeout', ...codes.map((code) => `http_${String(code)}`)].map(word),
      // A response with one of these statuses says that the request may be sent again, whatever its method.
      ...(codes.length === 0 ? [] : [word('non_idempotent')]),
    ),
    passDirective(pass, 'next_upstream_tries', word(String(attemptsOf(retry)))),
    // Only a request that is at hand as a whole can be sent again.
    ...(pass === 'proxy' ? [directive('proxy_request_buffering', word('on'))] : []),
  ];
}
