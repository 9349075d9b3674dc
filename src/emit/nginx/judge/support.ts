import type { Support } from '../../../target/capability.ts';
import { unsupported } from '../../../target/verdict.ts';

/** ngx_conf_file.c reads no longer parameter. */
export function tooLong(what: string): Support {
  return unsupported(`${what} is longer than the 4,094 bytes that NGINX reads as one parameter`);
}
