import type { Hostname, HttpListener, HttpsListener, TlsListener } from '../../../ir/index.ts';
import type { Route as EnvoyRoute, VirtualHost } from '../generated/envoy-api.ts';
import { withoutFiltersOf } from '../http-filters.ts';
import { emptyHostName, misdirectedName, virtualHostName } from '../names.ts';
import { plain, type PlainText } from '../quote.ts';
import type { RouteSurroundings } from './route.ts';
import { routeLowering } from './route.ts';
import type { RedirectPlace } from './redirect.ts';
import { routesOrTree } from './matcher-tree.ts';

type Listener = HttpListener | HttpsListener;

/**
 * The virtual hosts of one listener. Envoy takes the most specific domain and never falls through to
 * another, so a listener claims its whole hostname even where it has no routes (listener isolation).
 */
export function virtualHosts(
  listener: Listener,
  place: RedirectPlace,
  around: RouteSurroundings,
): readonly VirtualHost[] {
  const base = { domains: [domain(listener.hostname)] };
  if (listener.filters === 'invalid') {
    const name = emptyHostName(listener.id);
    return [around.provenance.tie({ name, ...base, routes: [answer(500)] }, listener.origin)];
  }
  const lower = routeLowering(place, around);
  // Envoy asks nobody about requests for which it finds no route.
  const unmatched = listener.filters.length === 0 ? [] : [answer(404)];
  const hosts = listener.hosts.map((host): VirtualHost => {
    const domains = host.hostnames.map((each) => domain(each ?? listener.hostname));
    const lowered: VirtualHost = {
      name: virtualHostName(listener.id, host),
      domains: [...new Set(domains)],
      ...routesOrTree(host.routes, lower, unmatched, withoutFiltersOf([listener])),
    };
    return around.provenance.tie(lowered, listener.origin);
  });
  const own = domain(listener.hostname);
  if (hosts.some(({ domains }) => domains.includes(own))) return hosts;
  const rest: VirtualHost = {
    name: emptyHostName(listener.id),
    ...base,
    // Nor is anybody asked about requests that no backend should see.
    ...(unmatched.length === 0
      ? {}
      : routesOrTree([], lower, unmatched, withoutFiltersOf([listener]))),
  };
  return [...hosts, around.provenance.tie(rest, listener.origin)];
}

/**
 * Behind one certificate, hosts of the port's other listeners answer 421: a client that reuses a
 * connection for them has to open its own (GEP-3567), and no other listener's guard is gone round.
 */
export function misdirectedHosts(
  listener: HttpsListener,
  listeners: readonly TlsListener[],
): readonly VirtualHost[] {
  const others = listeners.filter(({ hostname }) => hostname !== listener.hostname);
  if (others.length === 0) return [];
  return [
    {
      name: misdirectedName(listener.id),
      domains: others.map(({ hostname }) => domain(hostname)),
      routes: [answer(421)],
    },
  ];
}

function answer(status: number): EnvoyRoute {
  return { match: { prefix: plain('/') }, direct_response: { status } };
}

/** IR hostnames are lower case, as Envoy compares them. */
function domain(hostname: Hostname | null): PlainText {
  return plain(hostname ?? '*');
}
