import { hostname, type Rule } from '../../ir/index.ts';
import type { Resource, RouteSpec } from '../../model/index.ts';

/** What all rules of a route take from it. */
export function routeFacts({
  spec,
  meta,
}: Resource<RouteSpec>): Pick<Rule, 'hostnames' | 'created'> {
  return { hostnames: (spec.hostnames ?? []).map(hostname), created: meta.creationTimestamp };
}
