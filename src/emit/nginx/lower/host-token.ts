import type { Hostname } from '../../../ir/index.ts';
import { literal, type Token } from '../quote.ts';

/** A hostname for `server_name` or a `map` with `hostnames`, where `~` would begin an expression. */
export function hostToken(hostname: Hostname): Token {
  if (!/^(?:\*\.)?[a-z0-9][a-z0-9.-]*$/.test(hostname)) throw new Error('not a hostname');
  return literal(hostname);
}
