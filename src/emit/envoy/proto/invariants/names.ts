import type { VirtualHost } from '../../generated/envoy-api.ts';
import { child } from '../problem.ts';
import { socketsOf } from './addresses.ts';
import { refuseDuplicates, refuseNames, refusePlaced } from './duplicates.ts';
import type { MessageRules } from './rule.ts';

/**
 * Names that must be unique. Envoy accepts two virtual hosts or two listeners of one name and then mixes up their
 * statistics and updates; duplicate domains and addresses it refuses when it starts only.
 */
export const nameRules: MessageRules = {
  'envoy.config.route.v3.RouteConfiguration': ({ virtual_hosts: hosts = [] }, pointer, add) => {
    const place = child(pointer, 'virtual_hosts');
    refuseNames('virtual host', hosts, place, add);
    // RouteConfiguration compares hosts without case.
    const domains = hosts.flatMap((host) => host.domains.map((domain) => domain.toLowerCase()));
    refuseDuplicates('domain', domains, (position) => placeOfDomain(hosts, position, place), add);
  },
  'envoy.config.bootstrap.v3.Bootstrap.StaticResources': (resources, pointer, add) => {
    const { clusters, listeners = [], secrets } = resources;
    refuseNames('cluster', clusters, child(pointer, 'clusters'), add);
    refuseNames('secret', secrets, child(pointer, 'secrets'), add);
    const place = child(pointer, 'listeners');
    refuseNames('listener', listeners, place, add);
    const sockets = listeners.flatMap((each, position) => socketsOf(each, child(place, position)));
    refusePlaced('address', sockets, add);
  },
  'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager': (
    { http_filters: filters },
    pointer,
    add,
  ) => {
    refuseNames('HTTP filter', filters, child(pointer, 'http_filters'), add);
  },
};

/** @param position - among the domains of all hosts */
function placeOfDomain(hosts: readonly VirtualHost[], position: number, pointer: string): string {
  let left = position;
  for (const [host, { domains }] of hosts.entries()) {
    if (left < domains.length) return child(child(child(pointer, host), 'domains'), left);
    left -= domains.length;
  }
  return pointer;
}
