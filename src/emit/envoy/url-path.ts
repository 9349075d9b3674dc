/** A path of a manifest in the form that Envoy compares: what `normalize_path` makes of it. */
export type CanonicalPath =
  /** Equal text is equal path. */
  | { readonly kind: 'plain'; readonly path: string }
  /** Has percent-escapes with letters, which clients may write in either case. */
  | { readonly kind: 'escaped'; readonly path: string }
  | {
      readonly kind: 'refused';
      /** Prose without a final dot. */
      readonly reason: string;
    };

/**
 * Envoy decodes escapes of unreserved characters (RFC 3986, 2.3), leaves the others as they were sent,
 * escapes what RFC 3986 does not allow, merges slashes and removes dot segments. A path that this
 * would change further matches nothing.
 */
export function canonicalPath(value: string): CanonicalPath {
  if (/\p{Surrogate}/u.test(value)) return refused('it is not valid Unicode text');
  if (/%(?![0-9A-Fa-f]{2})/.test(value)) return refused('it has a % that starts no escape');
  const path = value
    .replace(/%[0-9A-Fa-f]{2}/g, decodeUnreserved)
    .replace(/[^!-~]+|["<>^`{|}]+/g, encodeURIComponent);
  if (!path.startsWith('/')) return refused('it does not start with /');
  if (/%(?:2f|5c)/i.test(path) || path.includes('\\'))
    return refused('requests with an encoded slash or a backslash are answered with 400');
  if (/%(?:[01].|7f)/i.test(path)) return refused('it holds a control character');
  if (/[?#]/.test(path)) return refused('it holds characters that no path of a request can have');
  if (path.includes('//') || /\/\.{1,2}(?:[/;]|$)/.test(path))
    return refused('requests never have empty or dot segments once they are normalised');
  return { kind: /%.?[A-Fa-f]/.test(path) ? 'escaped' : 'plain', path };
}

function decodeUnreserved(escape: string): string {
  const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
  return /[A-Za-z0-9\-._~]/.test(character) ? character : escape;
}

function refused(reason: string): CanonicalPath {
  return { kind: 'refused', reason };
}
