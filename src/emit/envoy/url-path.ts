import { isOrdinaryPath, percentDecoded } from '../../target/url-path.ts';

/** A path of a manifest in one spelling: reserved characters as they are, others that need it escaped. */
export type CanonicalPath =
  /** Equal text is equal path. */
  | { readonly kind: 'plain'; readonly path: string }
  /** Has characters that clients may also write as escapes, and those in either case. */
  | { readonly kind: 'escaped'; readonly path: string }
  | {
      readonly kind: 'refused';
      /** Prose without a final dot. */
      readonly reason: string;
    };

/**
 * An escape of a reserved character means the character here, as it does to NGINX and to backends: otherwise a
 * client could go round a rule for `/a+b` by `/a%2Bb`. Segments that no request has match nothing.
 */
export function canonicalPath(value: string): CanonicalPath {
  if (isOrdinaryPath(value)) return { kind: 'plain', path: value };
  if (/\p{Surrogate}/u.test(value)) return refused('it is not valid Unicode text');
  if (/%(?![0-9A-Fa-f]{2})/.test(value)) return refused('it has a % that starts no escape');
  const path = value
    .replace(/%[0-9A-Fa-f]{2}/g, decodePlain)
    .replace(/[^!-~]+|["<>^`{|}]+/g, encodeURIComponent);
  if (!path.startsWith('/')) return refused('it does not start with /');
  // Requests with such bytes are answered with 400.
  if (percentDecoded(path) === null) return refused('its percent-encoding is not valid UTF-8');
  if (/%(?:2f|5c)/i.test(path) || path.includes('\\'))
    return refused('requests with an encoded slash or a backslash are answered with 400');
  if (/%(?:[01].|7f)/i.test(path)) return refused('it holds a control character');
  if (/[?#]/.test(path)) return refused('it holds characters that no path of a request can have');
  if (path.includes('//') || /\/\.{1,2}(?:[/;]|$)/.test(path))
    return refused('requests never have empty or dot segments once they are normalised');
  return { kind: /^[A-Za-z0-9\-._/]*$/.test(path) ? 'plain' : 'escaped', path };
}

function decodePlain(escape: string): string {
  const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
  return /[A-Za-z0-9\-._~!$&'()*+,;=:@[\]]/.test(character) ? character : escape.toUpperCase();
}

function refused(reason: string): CanonicalPath {
  return { kind: 'refused', reason };
}
