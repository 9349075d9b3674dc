import type { Redirect } from '../../../ir/index.ts';
import { encodePath, type UrlPath } from '../../../target/url-path.ts';
import type { RedirectAction, RedirectActionRedirectResponseCode } from '../generated/envoy-api.ts';
import { merged } from '../../../util/merged.ts';
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

export interface ConditionalRedirect {
  readonly redirect: RedirectAction;
  /** For requests alone whose host names a port. */
  readonly withPort: boolean;
}

/**
 * HTTPRequestRedirectFilter. Envoy takes over the host with the client's port, so where the result has none,
 * a client that names one is told the well-known port, which means the same.
 */
export function redirectActions(
  redirect: Redirect,
  place: RedirectPlace,
): readonly ConditionalRedirect[] {
  const { scheme, hostname, path, statusCode } = redirect;
  const wellKnown = (scheme ?? place.scheme) === 'https' ? 443 : 80;
  const port = requestedPort(redirect, place) ?? wellKnown;
  const host = hostname === null ? {} : { host_redirect: plain(hostname) };
  const to = (shown: number | null): RedirectAction =>
    merged(
      merged(schemeOf(scheme), host, shown === null ? {} : { port_redirect: shown }),
      pathOf(path),
      { response_code: responseCodes[statusCode] },
    );
  if (port !== wellKnown) return [{ redirect: to(port), withPort: false }];
  const shortest = { redirect: to(null), withPort: false };
  return hostname === null ? [{ redirect: to(wellKnown), withPort: true }, shortest] : [shortest];
}

function schemeOf(
  scheme: Redirect['scheme'],
): { readonly scheme_redirect: string } | { readonly scheme_redirect?: never } {
  return scheme === null ? {} : { scheme_redirect: scheme };
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
): { readonly path_redirect: UrlPath } | ReturnType<typeof prefixRewrite> {
  if (path === null) return {};
  return path.kind === 'full' ? { path_redirect: encodePath(path.value) } : prefixRewrite(path);
}
