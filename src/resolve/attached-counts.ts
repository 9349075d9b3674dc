import type { ResourceId } from '../source/place.ts';
import type { Attachment } from './attachment.ts';
import { objectKey } from './object-index.ts';

/** Counts the routes of all kinds that are attached, whether they get anything or not. */
export interface AttachedCounts {
  readonly add: (route: ResourceId, attachments: readonly Attachment[]) => void;
  /** Numbers of routes by listener name, by the Gateway's `namespace/name`. */
  readonly byGateway: () => ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly total: () => number;
}

export function makeAttachedCounts(): AttachedCounts {
  const countsByGateway = new Map<string, Map<string, Set<ResourceId>>>();
  let total = 0;
  return {
    add: (route, attachments) => {
      if (attachments.every(({ hosts }) => hosts.length === 0)) return;
      total += 1;
      for (const { parent, hosts } of attachments) {
        const key = objectKey(parent.resource.namespace, parent.resource.name);
        const counts = countsByGateway.get(key) ?? new Map<string, Set<ResourceId>>();
        countsByGateway.set(key, counts);
        for (const { listener } of hosts) {
          const routes = counts.get(listener.spec.name) ?? new Set<ResourceId>();
          counts.set(listener.spec.name, routes.add(route));
        }
      }
    },
    byGateway: () =>
      new Map(
        [...countsByGateway].map(([key, counts]) => [
          key,
          new Map([...counts].map(([name, routes]) => [name, routes.size])),
        ]),
      ),
    total: () => total,
  };
}
