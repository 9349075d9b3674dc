import { authOrder } from './external-auth.ts';
import { longestBody } from './longest-body.ts';
import type { Random } from './random.ts';

/** The body of a request: ASCII. */
export interface Body {
  readonly text: string;
  /** Sent without its length. */
  readonly chunked: boolean;
}

/** RFC 9110, section 9.3.8: TRACE has none; that of HEAD means nothing, and many servers do not read it. */
const without: ReadonlySet<string> = new Set(['TRACE', 'HEAD', 'CONNECT']);

/**
 * Bodies that authorization servers may be told of (`forwardBody`).
 *
 * @param isAsked - an authorization server may read it
 */
export function randomBody(random: Random, method: string, isAsked: boolean): Body | null {
  if (without.has(method) || !random.chance(isAsked ? 45 : 12)) return null;
  const text = random.chance(35)
    ? authOrder(random)
    : random.pick(['', 'b', 'a=1&b=2', '{"a":1}', 'x'.repeat(longestBody)]);
  return { text, chunked: random.chance(25) };
}
