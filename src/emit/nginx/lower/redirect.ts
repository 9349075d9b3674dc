import type { Redirect } from '../../../ir/index.ts';
import { directive, type Line } from '../directive.ts';
import { expression, variable, word, type Part } from '../quote.ts';
import { encodePath } from '../../../target/url-path.ts';
import { prefixSettings, refuseOddPaths } from './path-lines.ts';
import { prefixChange, type SharedMaps } from './shared-maps.ts';

/** The listener that a redirect answers on. */
export interface RedirectPlace {
  readonly scheme: 'http' | 'https';
  /** Where clients reach the listener: its port with `portOffset` added, or they would go astray. */
  readonly port: number;
}

/** HTTPRequestRedirectFilter as `return`. */
export function redirectLines(
  redirect: Redirect,
  place: RedirectPlace,
  shared: SharedMaps,
): readonly Line[] {
  const scheme = redirect.scheme ?? place.scheme;
  const host: Part = redirect.hostname ?? { variable: variable('host') };
  const head = [`${scheme}://`, host, portText(redirect, scheme, place)];
  const status = word(String(redirect.statusCode));
  const { path } = redirect;
  const answer = (...rest: readonly Part[]): Line =>
    directive('return', status, expression(...joined([...head, ...rest])));
  if (path === null) return [answer({ variable: variable('request_uri') })];
  if (path.kind === 'full')
    return [
      answer(
        encodePath(path.value),
        { variable: variable('is_args') },
        { variable: variable('args') },
      ),
    ];
  shared.needPrefixChange();
  return [
    ...prefixSettings(path.matched, encodePath(path.replacement)),
    refuseOddPaths,
    answer({ variable: prefixChange.asSent }),
  ];
}

/** Whether a redirect says the same on two listeners. */
export function redirectsAlike(redirect: Redirect, a: RedirectPlace, b: RedirectPlace): boolean {
  const there = ({ scheme, port }: RedirectPlace): string => {
    const chosen = redirect.scheme ?? scheme;
    return `${chosen}${portText(redirect, chosen, { scheme, port })}`;
  };
  return there(a) === there(b);
}

/** The well-known port of the resulting scheme is left out (HTTPRequestRedirectFilter port). */
function portText(redirect: Redirect, scheme: 'http' | 'https', place: RedirectPlace): string {
  const wellKnown = scheme === 'https' ? 443 : 80;
  const port =
    redirect.port.kind === 'explicit'
      ? redirect.port.port
      : redirect.port.kind === 'listener'
        ? place.port
        : wellKnown;
  return port === wellKnown ? '' : `:${String(port)}`;
}

function joined(parts: readonly Part[]): readonly Part[] {
  return parts.filter((part) => part !== '');
}
