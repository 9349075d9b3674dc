import { child } from '../problem.ts';
import { socketsOf } from './addresses.ts';
import { namesOf, refuseDuplicates } from './duplicates.ts';
import type { MessageRules } from './rule.ts';

/**
 * Names that must be unique. Envoy accepts two virtual hosts or two listeners of one name and then mixes up their
 * statistics and updates; duplicate domains and addresses it refuses when it starts only.
 */
export const nameRules: MessageRules = {
  'envoy.config.route.v3.RouteConfiguration': ({ virtual_hosts: hosts = [] }, pointer, add) => {
    const place = child(pointer, 'virtual_hosts');
    refuseDuplicates('virtual host', namesOf(hosts, place), add);
    const domains = hosts.flatMap(({ domains }, host) =>
      domains.map((domain, position) => {
        const at = child(child(child(place, host), 'domains'), position);
        // RouteConfiguration compares hosts without case.
        return [domain.toLowerCase(), at] as const;
      }),
    );
    refuseDuplicates('domain', domains, add);
  },
  'envoy.config.bootstrap.v3.Bootstrap.StaticResources': (resources, pointer, add) => {
    const { clusters, listeners = [], secrets } = resources;
    refuseDuplicates('cluster', namesOf(clusters, child(pointer, 'clusters')), add);
    refuseDuplicates('secret', namesOf(secrets, child(pointer, 'secrets')), add);
    const place = child(pointer, 'listeners');
    refuseDuplicates('listener', namesOf(listeners, place), add);
    const sockets = listeners.flatMap((each, position) => socketsOf(each, child(place, position)));
    refuseDuplicates('address', sockets, add);
  },
  'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager': (
    { http_filters: filters },
    pointer,
    add,
  ) => {
    refuseDuplicates('HTTP filter', namesOf(filters, child(pointer, 'http_filters')), add);
  },
};
