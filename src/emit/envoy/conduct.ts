import type { PathChange } from '../../ir/index.ts';
import {
  bytesOf,
  queryText,
  refused,
  type Conduct,
  type PathReading,
  type ReadPath,
} from '../../target/conduct.ts';
import { encodePath } from '../../target/encode-path.ts';
import { canonicalPath } from './url-path.ts';

/** What Envoy does with every request, as emitted (http-connection.ts, routes/refusals.ts). */
export const conduct: Conduct = {
  readPath,
  pathOfMatch: (value) => {
    const canonical = canonicalPath(value);
    return canonical.kind === 'refused' ? null : comparable(canonical.path);
  },
  changePath: (change, path, query) => changed(change, path) + queryText(query),
  redirectPath: (change, path, query) => changed(change, path) + queryText(query),
  redirectHost: (host) => forwardedHost(host).replace(/:\d*$/, ''),
  redirectsWithPort: true,
  forwardedHost,
  headerValues: (lines) => lines,
  preflightStatus: 200,
  corsOnAnswers: false,
  corsVaries: false,
  refusedMethods: new Set(['TRACE', 'CONNECT']),
  refusesMethodsFirst: false,
  tellsCallsEverywhere: true,
};

/** `strip_trailing_host_dot`. */
function forwardedHost(host: string): string {
  return host.replace(/\.(?=(?::\d*)?$)/, '');
}

/** `normalize_path`, `merge_slashes`, `path_with_escaped_slashes_action`, then our own refusals. */
function readPath(sent: string): PathReading {
  if (/%5c/i.test(sent)) return refused('it holds a backslash', true);
  if (/%2f/i.test(sent)) return refused('it holds an encoded slash', true);
  if (/%00/.test(sent)) return refused('it holds an encoded control character', true);
  const spelled = sent
    .replaceAll('\\', '/')
    .replace(/%[0-9A-Fa-f]{2}/g, decodeUnreserved)
    .replace(/[^!-~]+|["<>^`{|}]+/g, encodeURIComponent);
  const path = normalise(spelled, sent).replace(/\/{2,}/g, '/');
  if (/\/\.{1,2}(?:;|%3b)/i.test(path)) return refused('a dot segment has a parameter');
  if (/%(?:[01].|7f)/i.test(path)) return refused('it holds an encoded control character');
  if (/%(?![0-9A-Fa-f]{2})/.test(path)) return refused('a % begins no escape');
  return {
    kind: 'read',
    sent,
    compared: comparable(path),
    seen: bytesOf(path),
    forwarded: path,
  };
}

/** Dot segments; those above the root are left out, and those with a parameter count when they are not encoded. */
function normalise(path: string, sent: string): string {
  const encoded = sent.replaceAll('\\', '/').split('/').slice(1);
  const segments = path.split('/').slice(1);
  const kept: string[] = [];
  for (const [index, segment] of segments.entries()) {
    const dots = /^(\.{1,2})(;.*)?$/.exec(segment);
    const counts = dots !== null && (dots[2] === undefined || !/%2e/i.test(encoded[index] ?? ''));
    if (!counts) {
      kept.push(segment);
      continue;
    }
    if (dots[1] === '..') kept.pop();
    if (index === segments.length - 1) kept.push('');
  }
  return `/${kept.join('/')}`;
}

function decodeUnreserved(escape: string): string {
  const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
  return /[A-Za-z0-9\-._~]/.test(character) ? character : escape;
}

/** Hexadecimal digits of escapes are the same in either case. */
function comparable(path: string): string {
  return bytesOf(path.replace(/%[0-9A-Fa-f]{2}/g, (escape) => escape.toUpperCase()));
}

function changed(change: PathChange | null, { forwarded }: ReadPath): string {
  if (change === null) return forwarded;
  if (change.kind === 'full') return encodePath(change.value);
  const to = encodePath(change.replacement);
  if (change.matched === '') return to === '' ? forwarded : `${to}/${forwarded.slice(1)}`;
  const canonical = canonicalPath(change.matched);
  // Upper or lower case of escapes does not change the length.
  const length = canonical.kind === 'refused' ? 0 : canonical.path.length;
  const rest = forwarded.slice(length);
  return to === '' ? `/${rest.replace(/^\/+/, '')}` : to + rest;
}
