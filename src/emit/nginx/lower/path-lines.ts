import type { PathChange } from '../../../ir/index.ts';
import { encodePath } from '../../../target/url-path.ts';
import { directive, when, type Line } from '../directive.ts';
import { empty, expression, text, variable, word, type Part } from '../quote.ts';
import { decodedIfPossible, isPlainPath } from '../url-path.ts';
import { passDirective, type Pass } from './pass.ts';
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
  shared: SharedMaps,
): readonly Line[] {
  const pass = passLine(upstream);
  if (path === null) return [pass];
  if (upstream.pass === 'grpc') return [...rewriteLines(path, shared), pass];
  if (path.kind === 'full') return fullPathLines(upstream, encodePath(path.value));
  shared.needPrefixChange();
  const [prefix, replacement] = [path.matched, encodePath(path.replacement)];
  if (!isPlainPath(prefix) || !isPlainPath(replacement))
    return [
      ...prefixSettings(prefix, replacement),
      refuseOddPaths,
      passLine(upstream, { variable: prefixChange.asSent }),
    ];
  // A proxy_pass with variables searches all upstreams, so it is kept for paths that need it.
  return [
    ...prefixSettings(prefix, replacement),
    when(
      { kind: 'true', variable: prefixChange.escaped },
      passLine(upstream, { variable: prefixChange.escaped }),
      directive('break'),
    ),
    directive('rewrite', word('^'), word(`$${prefixChange.decoded}`), word('break')),
    pass,
  ];
}

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

function fullPathLines(upstream: Upstream, path: string): readonly Line[] {
  if (isPlainPath(path) && !path.includes('$'))
    return [directive('rewrite', word('^'), text(path), word('break')), passLine(upstream)];
  const query = [{ variable: variable('is_args') }, { variable: variable('args') }];
  return [passLine(upstream, path, ...query)];
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
