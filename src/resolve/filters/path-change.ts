import type { PathChange } from '../../ir/index.ts';
import type { HttpPathModifier } from '../../model/index.ts';
import { invariant } from '../../util/invariant.ts';

/** `/foo/` and `/foo` mean the same prefix; the root prefix becomes empty. */
export function withoutTrailingSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

/**
 * HTTPPathModifier.
 *
 * @param matchedPrefix - the value of the rule's only PathPrefix match, or null when the rule has none: a rule
 * of the CRD forbids replacing a prefix then.
 */
export function resolvePathChange(
  modifier: HttpPathModifier,
  matchedPrefix: string | null,
): PathChange {
  if (modifier.type === 'ReplaceFullPath')
    return { kind: 'full', value: modifier.replaceFullPath ?? '/' };
  invariant(matchedPrefix !== null, 'a prefix is replaced where none is matched');
  return {
    kind: 'prefix',
    matched: withoutTrailingSlash(matchedPrefix),
    replacement: withoutTrailingSlash(modifier.replacePrefixMatch ?? '/'),
  };
}
