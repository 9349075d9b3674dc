import type { Hostname } from '../../../ir/index.ts';
import { word, type Word } from '../quote.ts';

/** A hostname for `server_name` or a `map` with `hostnames`, where `~` would begin an expression. */
export function hostToken(hostname: Hostname): Word {
  if (!/^(?:\*\.)?[a-z0-9][a-z0-9.-]*$/.test(hostname)) throw new Error('not a hostname');
  return word(hostname);
}
