import type { Timeouts, TimeoutSetting } from '../../../ir/index.ts';
import { duration } from '../duration.ts';
import type { RouteAction } from '../generated/envoy-api.ts';

/**
 * `timeouts` of a rule (GEP-1742). Envoy's own limit for a whole response is 15 s, so a rule without
 * one has to say so; `stream_idle_timeout` still ends what is silent.
 */
export function timeoutFields(timeouts: Timeouts): Pick<RouteAction, 'timeout' | 'retry_policy'> {
  const attempt = limitOf(timeouts.backendRequest);
  return {
    timeout: duration(limitOf(timeouts.request) ?? 0),
    // The limit of one attempt belongs to the retry policy, also where there is one attempt only.
    ...(attempt === null
      ? {}
      : { retry_policy: { num_retries: 0, per_try_timeout: duration(attempt) } }),
  };
}

function limitOf(setting: TimeoutSetting): number | null {
  return setting.kind === 'after' ? setting.milliseconds : null;
}
