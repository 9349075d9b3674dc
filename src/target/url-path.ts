import type { Branded } from '../util/brand.ts';

/** The path of a request line or of a Location: whatever cannot stand there is percent-encoded. */
export type UrlPath = Branded<'UrlPath'>;

// Nothing in it is ever escaped, and no segment begins like a dot segment.
const ordinary = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+\/?$/;

/** Whether a path has one spelling, which everybody reads alike; so it is with most. False says nothing. */
export function isOrdinaryPath(value: string): boolean {
  return ordinary.test(value);
}

/** Percent-encodes what cannot stand in the path of a request line; existing escapes stay. */
export function encodePath(value: string): UrlPath {
  if (isOrdinaryPath(value)) return value as UrlPath;
  const encoded = value.replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]+/gu, encodeLoosely);
  return encoded.replace(/%(?![0-9A-Fa-f]{2})/g, '%25') as UrlPath;
}

/** The text that a path's escapes stand for; null where they are no UTF-8. */
export function percentDecoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** A path that ends with a slash. */
export function withSlash(path: UrlPath): UrlPath {
  return `${path}/` as UrlPath;
}

function encodeLoosely(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}
