import type { PathChange } from '../../../ir/index.ts';
import { encodePath } from '../../../target/url-path.ts';
import { directive, when, type Line } from '../directive.ts';
import { empty, expression, text, variable, word, type Part } from '../quote.ts';
import { decodedIfPossible, isPlainPath } from '../url-path.ts';
import { passDirective, type Pass } from './pass.ts';
import type { RuleSurroundings } from './rule-surroundings.ts';
import { pathAsSent } from './spelling.ts';
import { prefixChange, type SharedMaps } from './shared-maps.ts';

/** `http://name` or `http://host:port`; a variable when NGINX has to look the name up. */
export interface Upstream {
  readonly pass: Pass;
  readonly url: readonly Part[];
}

/** `proxy_pass` and what has to come before it. */
export function proxyPassLines(
  upstream: Upstream,
  path: PathChange | null,
  { shared, restored }: Pick<RuleSurroundings, 'shared' | 'restored'>,
): readonly Line[] {
  const pass = passLine(upstream);
  const settled = restored ? [stay] : [];
  if (path === null) return restored ? [...spelledLines(upstream, shared), pass] : [pass];
  if (upstream.pass === 'grpc') return [...rewriteLines(path, shared), pass];
  if (path.kind === 'full') return fullPathLines(upstream, encodePath(path.value), settled);
  shared.needPrefixChange();
  const [prefix, replacement] = [path.matched, encodePath(path.replacement)];
  if (!isPlainPath(prefix) || !isPlainPath(replacement))
    return [
      ...prefixSettings(prefix, replacement),
      refuseOddPaths,
      ...settled,
      passLine(upstream, { variable: prefixChange.asSent }),
    ];
  // A proxy_pass with variables searches all upstreams, so it is kept for paths that need it.
  return [
    ...prefixSettings(prefix, replacement),
    when(
      { kind: 'true', variable: prefixChange.escaped },
      passLine(upstream, { variable: prefixChange.escaped }),
      stay,
    ),
    directive('rewrite', word('^'), word(`$${prefixChange.decoded}`), word('break')),
    pass,
  ];
}

/** Before `proxy_pass` in a location that has put the path back: spells it as the client did. */
function spelledLines(upstream: Upstream, shared: SharedMaps): readonly Line[] {
  const asSent = pathAsSent(shared);
  return [
    when({ kind: 'true', variable: asSent }, passLine(upstream, { variable: asSent }), stay),
    stay,
  ];
}

/** Keeps NGINX from looking for a location again. */
export const stay = directive('break');

export function passLine({ pass, url }: Upstream, ...path: readonly Part[]): Line {
  return passDirective(pass, 'pass', expression(...url, ...path));
}

/** Sets what the maps of `prefixChange` work on. */
export function prefixSettings(prefix: string, replacement: string): readonly Line[] {
  return [
    directive('set', word(`$${prefixChange.prefix}`), text(prefix)),
    directive(
      'set',
      word(`$${prefixChange.replacement}`),
      replacement === '' ? empty : text(replacement),
    ),
  ];
}

/** For requests whose path is spelled so that the prefix cannot be told apart in it. */
export const refuseOddPaths: Line = when(
  { kind: 'equals', variable: prefixChange.asSent, value: empty },
  directive('return', word('400')),
);

function fullPathLines(
  upstream: Upstream,
  path: string,
  settled: readonly Line[],
): readonly Line[] {
  if (isPlainPath(path) && !path.includes('$'))
    return [directive('rewrite', word('^'), text(path), word('break')), passLine(upstream)];
  const query = [{ variable: variable('is_args') }, { variable: variable('args') }];
  return [...settled, passLine(upstream, path, ...query)];
}

const newPath = variable('gw_new_path');

/**
 * `grpc_pass` takes no path, so the decoded one is changed, and NGINX encodes it again. A variable keeps
 * `rewrite` from reading a "?" of the path as the beginning of a query.
 */
function rewriteLines(path: PathChange, shared: SharedMaps): readonly Line[] {
  if (path.kind === 'full')
    return [
      directive('set', word(`$${newPath}`), text(decodedIfPossible(path.value))),
      directive('rewrite', word('^'), word(`$${newPath}`), word('break')),
    ];
  shared.needPrefixChange();
  return [
    ...prefixSettings(decodedIfPossible(path.matched), decodedIfPossible(path.replacement)),
    directive('rewrite', word('^'), word(`$${prefixChange.decoded}`), word('break')),
  ];
}
