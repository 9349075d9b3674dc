import type { Rule, TimeoutSetting } from '../../../ir/index.ts';
import { duration } from '../duration.ts';
import type { RouteAction } from '../generated/envoy-api.ts';
import { retryPolicy } from './retry.ts';

/**
 * `timeouts` and `retry` of a rule (GEP-1742, GEP-1731). Envoy's own limit for a whole response is 15 s, so
 * a rule without one has to say so; `stream_idle_timeout` still ends what is silent.
 *
 * @param quiet - streams may be silent for as long as they like
 */
export function timeoutFields(
  { timeouts, retry }: Rule,
  quiet: boolean,
): Pick<RouteAction, 'timeout' | 'retry_policy' | 'idle_timeout'> {
  const policy = retryPolicy(retry, limitOf(timeouts.backendRequest));
  return {
    timeout: duration(limitOf(timeouts.request) ?? 0),
    ...(quiet ? { idle_timeout: duration(0) } : {}),
    ...(policy === null ? {} : { retry_policy: policy }),
  };
}

function limitOf(setting: TimeoutSetting): number | null {
  return setting.kind === 'after' ? setting.milliseconds : null;
}
