import type { BackendProtocol, PathChange } from '../../ir/index.ts';
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
import { passOf } from './lower/pass.ts';
import { decodedIfPossible, decodePath, isPlainPath } from './url-path.ts';
import { joinsRepeatedHeaders } from './versions.ts';

/** What NGINX does with every request, as emitted (templates/nginx/http.njk, lower/path-lines.ts). */
export const conduct = ({ pathPolicy }: TargetOptions): Conduct => ({
  readPath: (sent) => readPath(sent, pathPolicy),
  pathOfMatch: (value) => {
    const decoded = decodePath(value);
    return decoded.kind === 'ok' ? bytesOf(decoded.path) : null;
  },
  changePath,
  redirectPath,
  redirectHost: (host) => hostName(host).toLowerCase(),
  redirectsWithPort: false,
  // Servers and `map` with `hostnames` leave it out.
  sniName: (sent) => sent.replace(/\.$/, ''),
  forwardedHost: (host) => host,
  headerValues: (lines, options) =>
    joinsRepeatedHeaders(options) ? [lines.join(', ')] : lines.slice(0, 1),
  preflightStatus: 204,
  corsOnAnswers: true,
  corsVaries: true,
  refusedMethods: new Set(['TRACE', 'CONNECT']),
  refusesMethodsFirst: true,
  bindsVerifiedToSni: true,
  tellsCallsEverywhere: false,
  authAllows: (status) => status >= 200 && status < 300,
  denial,
});

/** `auth_request`, and `error_page` of what it asks (lower/auth-lines.ts). */
function denial(status: number): Denial {
  if (status >= 500) return { status: 500, tells: () => false };
  return status === 401
    ? { status, tells: (name) => name === 'www-authenticate' }
    : { status: 403, tells: () => false };
}

function hostName(host: string): string {
  return host.replace(/:\d*$/, '').replace(/\.$/, '');
}

/** What NGINX answers itself, then `$gw_path` (templates/nginx/http.njk), then what NGINX makes of `$uri`. */
function readPath(sent: string, policy: PathPolicy): PathReading {
  if (/%(?![0-9A-Fa-f]{2})/.test(sent)) return refused('a % begins no escape', true);
  if (/%00/.test(sent)) return refused('it holds an encoded control character', true);
  const normalised = normalise(decodedBytes(bytesOf(sent)));
  const why = policy === 'strict' ? refusedPath(sent) : unreadable(sent);
  // NGINX reads an encoded slash as a slash before `$gw_path` is looked at.
  if (normalised === null) return refused('its dot segments lead above the root', true);
  if (why !== null) return refused(why);
  const odd = /\/\/|\/(?:\.|%2e){1,2}(?:\/|$)/i.test(sent);
  const forwarded = odd ? escaped(normalised) : sent;
  return { kind: 'read', sent, compared: normalised, seen: normalised, forwarded };
}

/** What cannot be resolved as Envoy does it. */
function unreadable(sent: string): string | null {
  if (/\/(?:\.|%2e){1,2}(?:;|%3b)/i.test(sent)) return 'a dot segment has a parameter';
  if (/\/(?=\/).*\/(?:\.|%2e){2}(?:\/|$)/i.test(sent))
    return 'an empty segment stands before a dot segment';
  const plain = sent.replace(/%[0-9A-Fa-f]{2}/g, (escape) =>
    /[A-Za-z0-9\-._~]/.test(decodedBytes(escape)) ? 'x' : escape,
  );
  return refusedPath(plain.replace(/\/\.{1,2}(?=\/|$)/g, '/x'));
}

/** Merges slashes first, then takes dot segments away; null above the root. */
function normalise(path: string): string | null {
  const segments = path
    .replace(/\/{2,}/g, '/')
    .split('/')
    .slice(1);
  const kept: string[] = [];
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    if (segment === '..' && kept.pop() === undefined) return null;
    if (segment === '.' || segment === '..') {
      if (isLast) kept.push('');
    } else kept.push(segment);
  }
  return `/${kept.join('/')}`;
}

/** How NGINX escapes a path that was changed (`ngx_escape_uri`, from 1.21.1 on). */
function escaped(bytes: string): string {
  return bytes.replace(
    /[^A-Za-z0-9\-._~!$&'()*+,;=:@/[\]]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

function changePath(
  change: PathChange | null,
  path: ReadPath,
  query: string | null,
  protocol: BackendProtocol,
): string | null {
  if (change === null)
    return path.forwarded + (path.forwarded === path.sent ? queryText(query) : nonEmpty(query));
  if (passOf(protocol) === 'grpc') return rewritten(change, path) + nonEmpty(query);
  if (change.kind === 'full') return encodePath(change.value) + nonEmpty(query);
  const replacement = encodePath(change.replacement);
  const asSent = spelledAlike(change, path, query);
  if (!isPlainPath(change.matched) || !isPlainPath(replacement)) return asSent;
  if (!isPlainPath(path.sent) && asSent !== null) return asSent;
  const rest = path.compared.slice(change.matched.length);
  return escaped(joinedPath(replacement, rest)) + nonEmpty(query);
}

/** `grpc_pass` takes no path: the decoded one is changed, and NGINX escapes it again (lower/path-lines.ts). */
function rewritten(change: PathChange, { compared }: ReadPath): string {
  if (change.kind === 'full') return escaped(decodedText(change.value));
  const rest = compared.slice(decodedText(change.matched).length);
  return escaped(joinedPath(decodedText(change.replacement), rest));
}

function joinedPath(replacement: string, rest: string): string {
  return replacement === '' && (rest === '' || rest === '/') ? '/' : replacement + rest;
}

function decodedText(path: string): string {
  return bytesOf(decodedIfPossible(path));
}

function redirectPath(
  change: PathChange | null,
  path: ReadPath,
  query: string | null,
): string | null {
  if (change === null) return path.sent + queryText(query);
  return change.kind === 'full'
    ? encodePath(change.value) + nonEmpty(query)
    : spelledAlike(change, path, query);
}

/** Null where the request spells the prefix in another way than the manifest, or is not canonical. */
function spelledAlike(
  { matched, replacement }: Extract<PathChange, { readonly kind: 'prefix' }>,
  { sent, forwarded }: ReadPath,
  query: string | null,
): string | null {
  const rest = sent.slice(matched.length);
  const isPrefix = sent.startsWith(matched) && (rest === '' || rest.startsWith('/'));
  if (!isPrefix || forwarded !== sent) return null;
  const encoded = encodePath(replacement);
  return (encoded === '' && rest === '' ? '/' : encoded + rest) + queryText(query);
}

/** An empty query is left out where NGINX puts the target together anew. */
function nonEmpty(query: string | null): string {
  return query === '' ? '' : queryText(query);
}
