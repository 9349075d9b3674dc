import type { PathChange } from '../../ir/index.ts';
import type { HttpPathModifier } from '../../model/index.ts';

/** `/foo/` and `/foo` mean the same prefix; the root prefix becomes empty. */
export function withoutTrailingSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

/**
 * HTTPPathModifier. `matchedPrefix` is the value of the rule's only PathPrefix match, or null when the
 * rule has none: then replacing a prefix means nothing, and `invalid` is returned.
 */
export function resolvePathChange(
  modifier: HttpPathModifier,
  matchedPrefix: string | null,
): PathChange | 'invalid' {
  if (modifier.type === 'ReplaceFullPath')
    return { kind: 'full', value: modifier.replaceFullPath ?? '/' };
  if (matchedPrefix === null) return 'invalid';
  return {
    kind: 'prefix',
    matched: withoutTrailingSlash(matchedPrefix),
    replacement: withoutTrailingSlash(modifier.replacePrefixMatch ?? '/'),
  };
}
