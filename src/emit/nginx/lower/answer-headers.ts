import type { Line } from '../directive.ts';
import type { ProxyPlan } from '../filters/index.ts';
import { corsResponseLines } from './cors-lines.ts';
import { responseHeaderLines } from './header-lines.ts';
import type { Pass } from './pass.ts';
import type { SharedMaps } from './shared-maps.ts';

/**
 * Changes to the headers of responses, by filters of all kinds.
 *
 * @param proxied - by which module the response comes; null when it is NGINX's own
 */
export function answerHeaders(
  { cors, response }: Pick<ProxyPlan, 'cors' | 'response'>,
  proxied: Pass | null,
  shared: SharedMaps,
): readonly Line[] {
  return [
    ...(cors === null ? [] : corsResponseLines(cors, proxied, shared)),
    ...responseHeaderLines(response, proxied),
  ];
}

/** What browsers are told of answers that no other filter changes. */
export function corsHeaders(
  { cors }: Pick<ProxyPlan, 'cors'>,
  shared: SharedMaps,
): readonly Line[] {
  return cors === null ? [] : corsResponseLines(cors, null, shared);
}
