import type { Support } from '../../../target/capability.ts';

export function unsupported(why: string): Support {
  return { level: 'unsupported', why, instead: 'reject-rule' };
}

/** ngx_conf_file.c reads no longer parameter. */
export function tooLong(what: string): Support {
  return unsupported(`${what} is longer than the 4,094 bytes that NGINX reads as one parameter`);
}

/** The first verdict that is not `exact`, the worst kind first. */
export function worst(verdicts: readonly Support[]): Support {
  return (
    verdicts.find(({ level }) => level === 'unsupported') ??
    verdicts.find(({ level }) => level === 'approximated') ?? { level: 'exact' }
  );
}
