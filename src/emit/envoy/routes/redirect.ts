import type { Redirect } from '../../../ir/index.ts';
import { encodePath } from '../../../target/encode-path.ts';
import type { RedirectAction, RedirectActionRedirectResponseCode } from '../generated/envoy-api.ts';
import { plain } from '../quote.ts';
import { prefixRewrite } from './path-change.ts';

/** The listener that a redirect answers on. */
export interface RedirectPlace {
  readonly scheme: 'http' | 'https';
  /** Where clients reach the listener: its port with `portOffset` added, or they would go astray. */
  readonly port: number;
}

const responseCodes = {
  301: 'MOVED_PERMANENTLY',
  302: 'FOUND',
  303: 'SEE_OTHER',
  307: 'TEMPORARY_REDIRECT',
  308: 'PERMANENT_REDIRECT',
} as const satisfies Record<Redirect['statusCode'], RedirectActionRedirectResponseCode>;

/** HTTPRequestRedirectFilter. */
export function redirectAction(redirect: Redirect, place: RedirectPlace): RedirectAction {
  const { scheme, hostname, path, statusCode } = redirect;
  return {
    ...schemeOf(scheme),
    ...(hostname === null ? {} : { host_redirect: plain(hostname) }),
    ...portOf(redirect, place),
    ...pathOf(path),
    response_code: responseCodes[statusCode],
  };
}

function schemeOf(
  scheme: Redirect['scheme'],
): { readonly scheme_redirect: string } | { readonly scheme_redirect?: never } {
  return scheme === null ? {} : { scheme_redirect: scheme };
}

/**
 * Envoy prints the port that it is told, so that of the resulting scheme is left out here. Without one
 * there is none: `strip_any_host_port` has taken away the client's.
 */
function portOf(redirect: Redirect, place: RedirectPlace): Pick<RedirectAction, 'port_redirect'> {
  const wellKnown = (redirect.scheme ?? place.scheme) === 'https' ? 443 : 80;
  const port = requestedPort(redirect, place) ?? wellKnown;
  return port === wellKnown ? {} : { port_redirect: port };
}

function requestedPort({ port }: Redirect, place: RedirectPlace): number | null {
  switch (port.kind) {
    case 'explicit':
      return port.port;
    case 'listener':
      return place.port;
    case 'scheme':
      return null;
  }
}

function pathOf(
  path: Redirect['path'],
): { readonly path_redirect: string } | ReturnType<typeof prefixRewrite> {
  if (path === null) return {};
  return path.kind === 'full'
    ? { path_redirect: plain(encodePath(path.value)) }
    : prefixRewrite(path);
}
