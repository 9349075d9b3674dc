import type { ExternalAuth, PathChange } from '../../ir/index.ts';
import {
  bytesOf,
  queryText,
  refused,
  type Conduct,
  type Denial,
  type PathReading,
  type ReadPath,
} from '../../target/conduct.ts';
import type { TargetOptions } from '../../target/options.ts';
import { decodedBytes, refusedPath, type PathPolicy } from '../../target/path-policy.ts';
import { encodePath } from '../../target/url-path.ts';
import { canonicalPath } from './url-path.ts';

/** What Envoy does with every request, as emitted (http-connection.ts, routes/refusals.ts). */
export const conduct = ({ pathPolicy }: TargetOptions): Conduct => ({
  readPath: (sent) => readPath(sent, pathPolicy),
  pathOfMatch,
  changePath: (change, path, query) => changed(change, path) + queryText(query),
  redirectPath: (change, path, query) => changed(change, path) + queryText(query),
  redirectHost: (host) => forwardedHost(host).replace(/:\d*$/, ''),
  redirectsWithPort: true,
  sniName: (sent) => sent,
  forwardedHost,
  headerValues: (lines) => lines,
  preflightStatus: 200,
  corsOnAnswers: false,
  corsVaries: false,
  refusedMethods: new Set(['TRACE', 'CONNECT']),
  refusesMethodsFirst: false,
  bindsVerifiedToSni: false,
  tellsCallsEverywhere: true,
  authAllows: (status, protocol) =>
    protocol === 'grpc' ? status >= 200 && status < 300 : status === 200,
  denial,
});

/** The server's own answer, where it is one: over HTTP one that fails has none. */
function denial(status: number, protocol: ExternalAuth['protocol']): Denial {
  return protocol === 'http' && status >= 500
    ? { status: 500, tells: () => false }
    : { status, tells: () => true };
}

/** `strip_trailing_host_dot`. */
function forwardedHost(host: string): string {
  return host.replace(/\.(?=(?::\d*)?$)/, '');
}

/** `path_with_escaped_slashes_action`, `normalize_path`, `merge_slashes`, then our own refusals. */
function readPath(sent: string, policy: PathPolicy): PathReading {
  if (/%5c/i.test(sent)) return refused('it holds a backslash', true);
  if (/%2f/i.test(sent)) return refused('it holds an encoded slash', true);
  const whole = policy === 'strict' ? sent : canonical(sent);
  if (/^\/{2,}$/.test(whole)) return refused('it holds nothing but slashes');
  const path = whole.replace(/\/{2,}/g, '/');
  if (policy === 'normalize' && /%00/.test(sent))
    return refused('it holds an encoded control character', true);
  const why = refusedPath(path);
  if (why !== null) return refused(why);
  return {
    kind: 'read',
    sent,
    compared: decodedBytes(bytesOf(path)),
    seen: bytesOf(path),
    forwarded: path,
  };
}

function canonical(asSent: string): string {
  // A parameter reaches to the next slash, backslashes in it notwithstanding.
  const sent = asSent.replace(/([/\\]\.{1,2};)[^/]*/g, '$1');
  const spelled = sent
    .replaceAll('\\', '/')
    .replace(/%[0-9A-Fa-f]{2}/g, decodeUnreserved)
    .replace(/[^!-~]+|["<>^`{|}]+/g, encodeURIComponent);
  return normalise(spelled, sent);
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

function changed(change: PathChange | null, { forwarded }: ReadPath): string {
  if (change === null) return forwarded;
  if (change.kind === 'full') return encodePath(change.value);
  const to = encodePath(change.replacement);
  if (change.matched === '') return to === '' ? forwarded : `${to}/${forwarded.slice(1)}`;
  const rest = withoutBytes(forwarded, pathOfMatch(change.matched) ?? '');
  return to === '' ? `/${rest.replace(/^\/+/, '')}` : to + rest;
}

/** The path behind as many of its bytes as there are, however they are spelled. */
function withoutBytes(path: string, { length }: string): string {
  const spelled = path.match(/%[0-9A-Fa-f]{2}|[^%]/g) ?? [];
  return spelled.slice(length).join('');
}

function pathOfMatch(value: string): string | null {
  const found = canonicalPath(value);
  return found.kind === 'refused' ? null : decodedBytes(found.path);
}
