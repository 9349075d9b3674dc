import type { Filter } from '../../ir/index.ts';
import type { UrlRewriteFilter } from '../../model/index.ts';
import type { Origin } from '../../source/place.ts';
import { resolvePathChange } from './path-change.ts';

/** HTTPURLRewriteFilter. */
export function resolveUrlRewrite(
  filter: UrlRewriteFilter,
  matchedPrefix: string | null,
  origin: Origin,
): Filter {
  const path = filter.path === undefined ? null : resolvePathChange(filter.path, matchedPrefix);
  return { kind: 'url-rewrite', hostname: filter.hostname ?? null, path, origin };
}
