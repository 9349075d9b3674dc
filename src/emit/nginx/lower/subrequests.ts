import { directive, type Head, type Line, locationHead, when } from '../directive.ts';
import { expression, literal, variable, word } from '../quote.ts';
import { passLine, type Upstream } from './path-lines.ts';

/** Path of a location for subrequests. Clients cannot reach it, and a request for the same path gets 404. */
export function internalPath(purpose: 'mirror' | 'auth', name: string): string {
  return `/-/gatewright/${purpose}/${name}`;
}

export function internalLocation(path: string): Head {
  return locationHead(word('='), literal(path));
}

/** Where {@link keepPath} keeps it. */
export const sentPath = variable('gw_sent_path');

const sentQuery = variable('gw_sent_query');

/** Keeps the normalised path where the request gets another one to find a location by. */
export const keepPath: Line = directive('set', word(`$${sentPath}`), word('$uri'));

/** Keeps the query for those that have none of their own. */
export const keepQuery: Line = directive('set', word(`$${sentQuery}`), word('$args'));

/**
 * Sends a subrequest to the path of its request, spelled as the request itself is forwarded: otherwise
 * two servers could be made to see different paths.
 *
 * @param prefix - stands before the path, percent-encoded
 * @param query - the subrequest has the query of its request, or none until it is given the one that was kept
 */
export function passSentPath(
  upstream: Upstream,
  prefix: string,
  query: 'its own' | 'kept',
): readonly Line[] {
  const before = prefix === '' ? [] : [prefix];
  const behind = query === 'kept' ? ['?', { variable: sentQuery }] : [];
  const rewritten = directive(
    'rewrite',
    word('^'),
    expression(...before, { variable: sentPath }, ...behind),
    word('break'),
  );
  if (upstream.pass === 'grpc') return [rewritten, passLine(upstream)];
  return [
    when(
      { kind: 'equals', variable: variable('gw_path'), value: word('1') },
      rewritten,
      passLine(upstream),
    ),
    passLine(upstream, ...before, { variable: variable('request_uri') }),
  ];
}
