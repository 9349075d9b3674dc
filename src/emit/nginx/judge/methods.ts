import { exact, type Support } from '../../../target/capability.ts';
import { unsupported } from '../../../target/verdict.ts';

// NGINX answers these with 405 before it looks at any location.
const refused = new Set(['TRACE', 'CONNECT']);

export function judgeMethod(method: string): Support {
  if (refused.has(method)) return unsupported(`NGINX answers ${method} requests with 405 itself`);
  return /^[A-Z]+$/.test(method) ? exact : unsupported('NGINX refuses this method');
}
