import type { Difference, Pair } from './difference.ts';
import { redirects } from './facts.ts';

// How far two proxies may spell one thing differently: only where the request is spelled in a way that leads to it.

/** Whether a request's path has escapes, or characters that have to be escaped. */
export function hasEscapes({ asked }: Pair): boolean {
  return /%|["<>^`{|}]/.test(asked?.path ?? '');
}

/** Whether a request's path has empty segments or dot segments. */
export function hasOddSegments({ asked }: Pair): boolean {
  return /\/(?=\/)|\/(?:\.|%2e){1,2}(?:\/|;|%3b|$)/i.test(asked?.path ?? '');
}

export function hasFinalDot({ asked }: Pair): boolean {
  return /\.(?::\d*)?$/.test(asked?.host ?? '');
}

export function hasEmptyQuery({ asked }: Pair): boolean {
  return asked?.query === '';
}

/** Whether both say one thing, which they spell in their own ways. */
export function isSpelling(pair: Pair, { aspect, nginx, envoy }: Difference): boolean {
  if (nginx === null || envoy === null) return false;
  if (aspect === 'path') return areSameTarget(pair, nginx, envoy);
  if (aspect === 'Host') return areSameHost(pair, nginx, envoy);
  if (aspect === 'header x-saw') return wereToldAlike(pair, nginx, envoy);
  return aspect === 'Location' && redirects(pair) && areSameLocation(pair, nginx, envoy);
}

/** One path and query, but for escapes and the `?` of an empty query. */
function areSameTarget(pair: Pair, ours: string, theirs: string): boolean {
  return targetOf(pair, ours) === targetOf(pair, theirs);
}

/** One Host, but for a final dot. */
function areSameHost(pair: Pair, ours: string, theirs: string): boolean {
  return hostOf(pair, ours) === hostOf(pair, theirs);
}

/** One URL, but for all that proxies do in their own way in redirects. */
function areSameLocation(pair: Pair, ours: string, theirs: string): boolean {
  const [first, second] = [locationOf(pair, ours), locationOf(pair, theirs)];
  return first !== null && first === second;
}

/** What an authorization server says that it was told (`answerTo`): method, target and host. */
function wereToldAlike(pair: Pair, ours: string, theirs: string): boolean {
  return saidOf(pair, ours) === saidOf(pair, theirs);
}

function saidOf(pair: Pair, said: string): string {
  const [method = '', target = '', host = '', ...more] = said.split(' ');
  return [method, targetOf(pair, target), hostOf(pair, host), ...more].join(' ');
}

function hostOf(pair: Pair, host: string): string {
  return hasFinalDot(pair) ? host.replace(/\.(?=(?::\d*)?$)/, '') : host;
}

function targetOf(pair: Pair, target: string): string {
  const [path = '', ...query] = target.split('?');
  const spelled = hasEscapes(pair) || hasOddSegments(pair) ? decoded(path) : path;
  const kept = query.join('?');
  return query.length === 0 || (kept === '' && hasEmptyQuery(pair))
    ? spelled
    : `${spelled}?${kept}`;
}

function locationOf(pair: Pair, location: string): string | null {
  const parts = /^(https?):\/\/([^/?]*)(.*)$/.exec(location);
  if (parts === null) return null;
  const [, scheme = '', authority = '', target = ''] = parts;
  const asked = pair.asked?.host ?? '';
  const named = /[A-Z]/.test(asked) ? authority.toLowerCase() : authority;
  const port = scheme === 'https' ? /:443$/ : /:80$/;
  const host = /:\d*$/.test(asked) ? named.replace(port, '') : named;
  const spelled = targetOf(pair, target);
  const [path = '', ...query] = spelled.split('?');
  return [`${scheme}://${host}${hasOddSegments(pair) ? resolved(path) : path}`, ...query].join('?');
}

/** One character for each byte. */
function decoded(path: string): string {
  return path.replace(/%[0-9A-Fa-f]{2}/g, (escape) =>
    String.fromCharCode(Number.parseInt(escape.slice(1), 16)),
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
