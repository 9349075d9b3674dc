import type { PathChange } from '../../../ir/index.ts';
import { directive, when, type Line } from '../directive.ts';
import { empty, expression, text, variable, word, type Part } from '../quote.ts';
import { encodePath } from '../../../target/encode-path.ts';
import { isPlainPath } from '../url-path.ts';
import { prefixChange, type SharedMaps } from './shared-maps.ts';

/** `http://name` or `http://host:port`; a variable when NGINX has to look the name up. */
export type Upstream = readonly Part[];

/** `proxy_pass` and what has to come before it. */
export function proxyPassLines(
  upstream: Upstream,
  path: PathChange | null,
  shared: SharedMaps,
): readonly Line[] {
  const pass = directive('proxy_pass', expression(...upstream));
  if (path === null) return [pass];
  if (path.kind === 'full') return fullPathLines(upstream, encodePath(path.value));
  shared.needPrefixChange();
  const [prefix, replacement] = [path.matched, encodePath(path.replacement)];
  if (!isPlainPath(prefix) || !isPlainPath(replacement))
    return [
      ...prefixSettings(prefix, replacement),
      refuseOddPaths,
      directive('proxy_pass', expression(...upstream, { variable: prefixChange.asSent })),
    ];
  // A proxy_pass with variables searches all upstreams, so it is kept for paths that need it.
  const escaped = { variable: prefixChange.escaped };
  return [
    ...prefixSettings(prefix, replacement),
    when(
      { kind: 'true', variable: prefixChange.escaped },
      directive('proxy_pass', expression(...upstream, escaped)),
      directive('break'),
    ),
    directive('rewrite', word('^'), word(`$${prefixChange.decoded}`), word('break')),
    pass,
  ];
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
    return [
      directive('rewrite', word('^'), text(path), word('break')),
      directive('proxy_pass', expression(...upstream)),
    ];
  const query = [{ variable: variable('is_args') }, { variable: variable('args') }];
  return [directive('proxy_pass', expression(...upstream, path, ...query))];
}
