import type { HttpRequest } from '../../../src/trace/request.ts';

// How far two proxies may spell one thing differently: only where the request is spelled in a way that leads to it.

/** Null for a connection. */
type Asked = HttpRequest | null;

/** Whether a request's path has escapes, or characters that have to be escaped. */
export function hasEscapes(asked: Asked): boolean {
  return /%|["<>^`{|}]/.test(asked?.path ?? '');
}

/** Whether a request's path has empty segments or dot segments. */
export function hasOddSegments(asked: Asked): boolean {
  return /\/(?=\/)|\/(?:\.|%2e){1,2}(?:\/|;|%3b|$)/i.test(asked?.path ?? '');
}

export function hasFinalDot(asked: Asked): boolean {
  return /\.(?::\d*)?$/.test(asked?.host ?? '');
}

export function hasEmptyQuery(asked: Asked): boolean {
  return asked?.query === '';
}

/** One path and query, but for escapes and the `?` of an empty query. */
export function areSameTarget(asked: Asked, ours: string, theirs: string): boolean {
  return targetOf(asked, ours) === targetOf(asked, theirs);
}

/** One Host, but for a final dot. */
export function areSameHost(asked: Asked, ours: string, theirs: string): boolean {
  return hostOf(asked, ours) === hostOf(asked, theirs);
}

/** One URL, but for all that proxies do in their own way in redirects. */
export function areSameLocation(asked: Asked, ours: string, theirs: string): boolean {
  const [first, second] = [locationOf(asked, ours), locationOf(asked, theirs)];
  return first !== null && first === second;
}

/** What an authorization server says that it was told (`answerTo`): method, target and host. */
export function wereToldAlike(asked: Asked, ours: string, theirs: string): boolean {
  return saidOf(asked, ours) === saidOf(asked, theirs);
}

function saidOf(asked: Asked, said: string): string {
  const [method = '', target = '', host = '', ...more] = said.split(' ');
  return [method, targetOf(asked, target), hostOf(asked, host), ...more].join(' ');
}

function hostOf(asked: Asked, host: string): string {
  return hasFinalDot(asked) ? host.replace(/\.(?=(?::\d*)?$)/, '') : host;
}

function targetOf(asked: Asked, target: string): string {
  const [path = '', ...query] = target.split('?');
  const spelled = hasEscapes(asked) || hasOddSegments(asked) ? decoded(path) : path;
  const kept = query.join('?');
  return query.length === 0 || (kept === '' && hasEmptyQuery(asked))
    ? spelled
    : `${spelled}?${kept}`;
}

function locationOf(asked: Asked, location: string): string | null {
  const parts = /^(https?):\/\/([^/?]*)(.*)$/.exec(location);
  if (parts === null) return null;
  const [, scheme = '', authority = '', target = ''] = parts;
  const sent = asked?.host ?? '';
  const named = /[A-Z]/.test(sent) ? authority.toLowerCase() : authority;
  const port = scheme === 'https' ? /:443$/ : /:80$/;
  const host = /:\d*$/.test(sent) ? named.replace(port, '') : named;
  const spelled = targetOf(asked, target);
  const [path = '', ...query] = spelled.split('?');
  return [`${scheme}://${host}${hasOddSegments(asked) ? resolved(path) : path}`, ...query].join(
    '?',
  );
}

/** One character for each byte; what would be a slash, a backslash, a percent sign or a control stays an escape. */
function decoded(path: string): string {
  return path.replace(/%[0-9A-Fa-f]{2}/g, (escape) =>
    /%(?:2f|5c|25|[01].|7f)/i.test(escape)
      ? escape
      : String.fromCharCode(Number.parseInt(escape.slice(1), 16)),
  );
}

/** Without empty segments and dot segments. */
function resolved(path: string): string {
  const kept: string[] = [];
  const segments = path
    .replace(/\/{2,}/g, '/')
    .split('/')
    .slice(1);
  for (const [index, segment] of segments.entries()) {
    const isDots = segment === '.' || segment === '..';
    if (segment === '..') kept.pop();
    if (!isDots) kept.push(segment);
    else if (index === segments.length - 1) kept.push('');
  }
  return `/${kept.join('/')}`;
}
