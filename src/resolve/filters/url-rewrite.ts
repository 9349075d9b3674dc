import type { Filter } from '../../ir/index.ts';
import type { UrlRewriteFilter } from '../../model/index.ts';
import type { Origin } from '../../source/place.ts';
import { resolvePathChange } from './path-change.ts';

/** HTTPURLRewriteFilter; `invalid` when it replaces a prefix that the rule does not match. */
export function resolveUrlRewrite(
  filter: UrlRewriteFilter,
  matchedPrefix: string | null,
  origin: Origin,
): Filter | 'invalid' {
  const path = filter.path === undefined ? null : resolvePathChange(filter.path, matchedPrefix);
  if (path === 'invalid') return path;
  return { kind: 'url-rewrite', hostname: filter.hostname ?? null, path, origin };
}
