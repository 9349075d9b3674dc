import type { Rule, TimeoutSetting } from '../../../ir/index.ts';
import { duration } from '../duration.ts';
import type { RouteAction } from '../generated/envoy-api.ts';
import { retryPolicy } from './retry.ts';

/**
 * `timeouts` and `retry` of a rule (GEP-1742, GEP-1731). Envoy's own limit for a whole response is 15 s, so
 * a rule without one has to say so; `stream_idle_timeout` still ends what is silent. The limit of one attempt says
 * nothing about a body once the response has begun (`Filter::onPerTryTimeout` of Envoy's router), so that it becomes
 * one of the whole where there are no retries.
 *
 * @param quiet - streams may be silent for as long as they like
 */
export function timeoutFields(
  { timeouts, retry }: Rule,
  quiet: boolean,
): Pick<RouteAction, 'timeout' | 'retry_policy' | 'idle_timeout'> {
  const limits = [timeouts.request, ...(retry === null ? [timeouts.backendRequest] : [])];
  const whole = limits.map(limitOf).filter((limit) => limit !== null);
  return {
    timeout: duration(whole.length === 0 ? 0 : Math.min(...whole)),
    ...(quiet ? { idle_timeout: duration(0) } : {}),
    ...(retry === null
      ? {}
      : { retry_policy: retryPolicy(retry, limitOf(timeouts.backendRequest)) }),
  };
}

function limitOf(setting: TimeoutSetting): number | null {
  return setting.kind === 'after' ? setting.milliseconds : null;
}
