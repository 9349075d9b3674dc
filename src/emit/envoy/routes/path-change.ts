import type { PathChange } from '../../../ir/index.ts';
import { encodePath, withSlash, type UrlPath } from '../../../target/url-path.ts';
import { invariant } from '../../../util/invariant.ts';
import { replacement } from '../fields.ts';
import type { RegexMatchAndSubstitute } from '../generated/envoy-api.ts';
import {
  re2,
  re2EscapedPath,
  re2Literal,
  re2Sequence,
  re2Substitution,
  type Re2Pattern,
} from '../quote.ts';
import { canonicalPath } from '../url-path.ts';

/** The fields that rewrites and redirects have in common. */
export type PathRewrite =
  | { readonly prefix_rewrite: UrlPath }
  | { readonly regex_rewrite: RegexMatchAndSubstitute }
  | { readonly prefix_rewrite?: never; readonly regex_rewrite?: never };

/** Replaces the whole path and leaves the query string. */
export function fullPathRewrite(value: string): PathRewrite {
  return { regex_rewrite: replacement(re2.everything, re2Substitution(encodePath(value))) };
}

/**
 * HTTPPathModifier ReplacePrefixMatch, by its table of slashes. Envoy's `prefix_rewrite` replaces just
 * what a `prefix` or `path_separated_prefix` has matched, so the cases that touch a slash need more.
 */
export function prefixRewrite(change: Extract<PathChange, { kind: 'prefix' }>): PathRewrite {
  const { matched } = change;
  const to = encodePath(change.replacement);
  if (matched === '') return to === '' ? {} : { prefix_rewrite: withSlash(to) };
  const canonical = canonicalPath(matched);
  invariant(canonical.kind !== 'refused', 'a prefix that matches nothing has passed the check');
  if (canonical.kind === 'plain' && to !== '') return { prefix_rewrite: to };
  const prefix =
    canonical.kind === 'plain' ? re2Literal(canonical.path) : re2EscapedPath(canonical.path);
  return { regex_rewrite: withoutPrefix(prefix, to) };
}

function withoutPrefix(prefix: Re2Pattern, to: string): RegexMatchAndSubstitute {
  return to === ''
    ? replacement(re2Sequence(re2.start, prefix, re2.slashes), re2Substitution('/'))
    : replacement(re2Sequence(re2.start, prefix), re2Substitution(to));
}
