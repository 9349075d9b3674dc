import type { Redirect } from '../ir/index.ts';
import type { Surroundings } from './surroundings.ts';
import type { ReadRequest } from './forward.ts';

/** The Location of a redirect (HTTPRequestRedirectFilter); null where the target refuses the request with 400. */
export function locationOf(
  redirect: Redirect,
  { request, path }: ReadRequest,
  { conduct, options }: Surroundings,
): string | null {
  const target = conduct.redirectPath(redirect.path, path, request.query);
  if (target === null) return null;
  const scheme = redirect.scheme ?? request.scheme;
  const wellKnown = scheme === 'https' ? 443 : 80;
  // Clients reach the listener at its port with the offset added.
  const listener = request.port + options.portOffset;
  const port =
    redirect.port.kind === 'explicit'
      ? redirect.port.port
      : redirect.port.kind === 'listener'
        ? listener
        : wellKnown;
  const named =
    conduct.redirectsWithPort && redirect.hostname === null && /:\d*$/.test(request.host);
  const host = redirect.hostname ?? conduct.redirectHost(request.host);
  return `${scheme}://${host}${port !== wellKnown || named ? `:${String(port)}` : ''}${target}`;
}
