import type { Redirect, RedirectPort } from '../../ir/index.ts';
import type { RequestRedirectFilter } from '../../model/index.ts';
import type { Origin } from '../../source/place.ts';
import { resolvePathChange } from './path-change.ts';

/** HTTPRequestRedirectFilter. */
export function resolveRedirect(
  filter: RequestRedirectFilter,
  matchedPrefix: string | null,
  origin: Origin,
): Redirect {
  return {
    scheme: filter.scheme ?? null,
    hostname: filter.hostname ?? null,
    path: filter.path === undefined ? null : resolvePathChange(filter.path, matchedPrefix),
    port: portOf(filter),
    statusCode: filter.statusCode,
    origin,
  };
}

function portOf(filter: RequestRedirectFilter): RedirectPort {
  if (filter.port !== undefined) return { kind: 'explicit', port: filter.port };
  return { kind: filter.scheme === undefined ? 'listener' : 'scheme' };
}
