import type { TimeoutSetting } from '../../../ir/index.ts';
import { exact, type Support } from '../../../target/capability.ts';

export const headersOnly: Support = {
  level: 'approximated',
  how: 'the time runs until the response headers are complete, then anew for each part of the body',
  differs: 'a response whose body keeps coming is not cut off when the time is over',
};

export function judgeTimeout(timeout: TimeoutSetting): Support {
  return timeout.kind === 'after' ? headersOnly : exact;
}
