import { compareText } from '../util/compare.ts';
import type { Hostname } from '../ir/index.ts';

/** A hostname as routing sees it: null stands for every host. */
export type HostPattern = Hostname | null;

/**
 * Hosts that both a listener and a route want (HTTPRoute `hostnames`), or `none`.
 * A wildcard stands for one or more labels, so the narrower of two nested patterns is their intersection.
 */
export function intersect(
  listener: HostPattern,
  route: HostPattern,
): { readonly kind: 'hosts'; readonly pattern: HostPattern } | { readonly kind: 'none' } {
  if (covers(listener, route)) return { kind: 'hosts', pattern: route };
  if (covers(route, listener)) return { kind: 'hosts', pattern: listener };
  return { kind: 'none' };
}

/** True when every host of `inner` is one of `outer`. */
export function covers(outer: HostPattern, inner: HostPattern): boolean {
  if (outer === null || outer === inner) return true;
  if (inner === null || !outer.startsWith('*.')) return false;
  return inner.endsWith(outer.slice(1)) && inner.length > outer.length - 1;
}

/** The wildcard patterns above a hostname, most specific first, ending with null. */
export function* widerPatterns(host: HostPattern): Generator<HostPattern> {
  if (host === null) return;
  let rest = host.startsWith('*.') ? host.slice(2) : (host as string);
  for (let dot = rest.indexOf('.'); dot !== -1; dot = rest.indexOf('.')) {
    rest = rest.slice(dot + 1);
    yield `*.${rest}` as Hostname;
  }
  yield null;
}

/**
 * Orders patterns from most to least specific: exact names, then wildcards by length, then null
 * ("characters in a matching non-wildcard hostname", then "characters in a matching hostname").
 */
export function compareSpecificity(a: HostPattern, b: HostPattern): number {
  return rank(b) - rank(a);
}

/** A total order for output: by specificity, then by name. */
export function compareHosts(a: HostPattern, b: HostPattern): number {
  return compareSpecificity(a, b) || compareText(a ?? '', b ?? '');
}

// A DNS name has at most 253 characters, so exact names always rank above wildcards.
function rank(host: HostPattern): number {
  if (host === null) return 0;
  return host.startsWith('*.') ? host.length : 1000 + host.length;
}
