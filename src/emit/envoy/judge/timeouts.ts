import type { Retry, TimeoutSetting } from '../../../ir/index.ts';
import { exact, type Support } from '../../../target/capability.ts';

export const headersOfAttempts: Support = {
  level: 'approximated',
  how: 'with retry, the time of an attempt runs until the response headers are complete',
  differs: 'a response whose body keeps coming is cut off by timeouts.request only',
};

/** The one attempt of a rule without retries has the time of the whole. */
export function judgeBackendTimeout(timeout: TimeoutSetting, retry: Retry | null): Support {
  return timeout.kind === 'after' && retry !== null ? headersOfAttempts : exact;
}
