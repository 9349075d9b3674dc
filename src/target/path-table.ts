import type { RequestDifferenceId } from './differences.ts';

/** The path that a backend gets, or 400. */
export type PathAnswer = 400 | `/${string}`;

/** What becomes of a path: the same everywhere, or NGINX's answer and Envoy's. */
export type PathAnswers =
  | PathAnswer
  | {
      readonly nginx: PathAnswer;
      readonly envoy: PathAnswer;
      readonly difference: RequestDifferenceId;
    };

export interface PathRow {
  readonly what: string;
  readonly sent: string;
  readonly strict: PathAnswers;
  readonly normalize: PathAnswers;
}

function row(
  what: string,
  sent: string,
  strict: PathAnswers,
  normalize: PathAnswers = strict,
): PathRow {
  return { what, sent, strict, normalize };
}

/** Of the answers of NGINX and of Envoy. */
function by(difference: RequestDifferenceId) {
  return (nginx: PathAnswer, envoy: PathAnswer): PathAnswers => ({ nginx, envoy, difference });
}

const resolution = by('PathResolution');
const slashes = by('SlashesOnly');
const unreserved = by('UnreservedEscapes');

/**
 * How targets read paths, by policy: printed in SUPPORT.md and played on the proxies
 * (test/proxies/path-policy.test.ts). A backend gets the path that rules were matched with.
 */
export const pathTable: readonly PathRow[] = [
  row('nothing special', '/admin/x', '/admin/x'),
  row('empty segments', '//admin//x', '/admin/x'),
  row('an empty segment at the end', '/admin//', '/admin/'),
  row('nothing but slashes', '///', slashes('/', 400)),
  row('nothing but slashes and dots', '//.', 400, slashes('/', 400)),
  row('a dot segment', '/./admin/x', 400, '/admin/x'),
  row('two dots', '/x/../admin/x', 400, '/admin/x'),
  row('two dots at the end', '/admin/x/..', 400, '/admin/'),
  row('encoded dots', '/x/%2e%2E/admin/x', 400, '/admin/x'),
  row('half encoded dots', '/x/.%2e/admin/x', 400, '/admin/x'),
  row('empty segments and dots', '/a//../admin/x', 400, resolution(400, '/a/admin/x')),
  row('empty segments long before dots', '/a//b/../../admin', 400, resolution(400, '/a/admin')),
  row('dots above the root', '/../admin/x', 400, resolution(400, '/admin/x')),
  row('dots and a parameter', '/x/..;a/admin/x', 400, resolution(400, '/admin/x')),
  row('encoded dots and a parameter', '/x/%2e%2e;/admin/x', 400),
  row('dots and an encoded semicolon', '/x/..%3B/admin/x', 400),
  row('three dots', '/x/.../y', '/x/.../y'),
  row('a name that begins with dots', '/.well-known/..x', '/.well-known/..x'),
  row('a parameter', '/x;a=b/y', '/x;a=b/y'),
  row('an encoded slash', '/x%2Fadmin', 400),
  row('dots and an encoded slash', '/x/..%2fadmin/x', 400),
  row('a backslash', '/x\\..\\admin\\x', 400, resolution(400, '/admin/x')),
  row('an encoded backslash', '/x%5Cadmin', 400),
  row('an encoded zero', '/admin/x%00', 400),
  row('an encoded control character', '/admin/x%0a', 400),
  row('an encoded delete', '/admin/x%7F', 400),
  row('an escape that is none', '/admin/%zz', 400),
  row('half an escape', '/admin/%4', 400),
  row('an escaped letter', '/%61dmin/x', 400, unreserved('/%61dmin/x', '/admin/x')),
  row('an escaped digit', '/x/%31', 400, unreserved('/x/%31', '/x/1')),
  row('an escaped hyphen', '/x/a%2Db', 400, unreserved('/x/a%2Db', '/x/a-b')),
  row('an escaped tilde', '/x/%7Eme', '/x/%7Eme', unreserved('/x/%7Eme', '/x/~me')),
  row('an escaped reserved character', '/x/a%2Bb%3B', '/x/a%2Bb%3B'),
  row('the same and an empty segment', '/x//a%2bb', by('ForwardedEscapes')('/x/a+b', '/x/a%2bb')),
  row('an escaped percent sign', '/x/%252e%252e/admin', '/x/%252e%252e/admin'),
  row('a blank and letters beyond ASCII', '/x%20y/caf%C3%A9', '/x%20y/caf%C3%A9'),
  row('a byte that is no UTF-8', '/x/%E9', '/x/%E9'),
  row('a slash in overlong UTF-8', '/x/..%c0%afadmin', 400),
  row('dots in overlong UTF-8', '/x/%e0%80%ae%e0%80%ae/admin', 400),
  row('a query', '/x?/../admin//%00\\', '/x?/../admin//%00\\'),
  row('an empty query', '/x?', '/x?'),
  row('the same and an empty segment', '/x//y?', by('EmptyQuery')('/x/y', '/x/y?')),
];
