import { isOrdinaryPath, percentDecoded } from '../../target/url-path.ts';

/** A path of a manifest as NGINX compares it: percent-decoded. */
export type DecodedPath =
  | { readonly kind: 'ok'; readonly path: string }
  | {
      readonly kind: 'refused';
      /** Prose without a final dot. */
      readonly reason: string;
    };

/**
 * Locations are compared with the decoded, normalised path of the request. A path that changes when it
 * is normalised would match nothing, so it is refused.
 */
export function decodePath(value: string): DecodedPath {
  if (isOrdinaryPath(value)) return { kind: 'ok', path: value };
  const path = percentDecoded(value);
  if (path === null) return refused('its percent-encoding is not valid UTF-8');
  if (!path.startsWith('/')) return refused('it does not start with /');
  if (/%2f/i.test(value)) return refused('requests with an encoded slash are answered with 400');
  if (/[\u0000-\u001f\u007f\\#]|\p{Surrogate}/u.test(path))
    return refused('requests with control characters, # or backslashes are answered with 400');
  if (path.includes('//') || /\/\.{1,2}(?:[/;]|$)/.test(path))
    return refused('requests never have empty or dot segments once they are normalised');
  return { kind: 'ok', path };
}

/** A part of a path as `decodePath` reads it; what it refuses stays as it is. */
export function decodedIfPossible(path: string): string {
  const found = decodePath(path);
  return found.kind === 'ok' ? found.path : path;
}

/** Matches paths that decoding and NGINX's own encoding leave as they are. */
export const plainPath = "[A-Za-z0-9\\-._~!$&'()*+,;=:@/]*";

const wholePlainPath = new RegExp(`^${plainPath}$`);

export function isPlainPath(value: string): boolean {
  return wholePlainPath.test(value);
}

function refused(reason: string): DecodedPath {
  return { kind: 'refused', reason };
}
