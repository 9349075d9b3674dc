import type { HttpFilter } from '../../generated/envoy-api.ts';
import { child, type Add } from '../problem.ts';
import type { MessageRules } from './rule.ts';

const router = 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router';
const maximumSum = 0xffff_ffff;

/** Envoy refuses a sum of 0 and one beyond uint32 (`weighted_clusters` of RouteAction). */
function weights(
  { clusters }: { readonly clusters: readonly { readonly weight?: number }[] },
  pointer: string,
  add: Add,
): void {
  const sum = clusters.reduce((total, { weight = 0 }) => total + weight, 0);
  if (sum === 0) add(child(pointer, 'clusters'), 'the weights are all 0');
  if (sum > maximumSum)
    add(child(pointer, 'clusters'), `the weights add up to more than ${maximumSum}`);
}

function routerLast(filters: readonly HttpFilter[], pointer: string, add: Add): void {
  const place = child(pointer, 'http_filters');
  const isRouter = (filter: HttpFilter): boolean => filter.typed_config?.['@type'] === router;
  const last = filters.length - 1;
  if (!filters.some(isRouter)) add(place, 'there is no router filter');
  for (const [position, filter] of filters.entries())
    if (isRouter(filter) && position !== last)
      add(child(place, position), 'the router filter is not the last');
}

export const routingRules: MessageRules = {
  'envoy.config.route.v3.WeightedCluster': weights,
  'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy.WeightedCluster': weights,
  'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager': (
    { http_filters: filters = [] },
    pointer,
    add,
  ) => {
    routerLast(filters, pointer, add);
  },
};
