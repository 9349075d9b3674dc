import type { ResourceId } from '../source/place.ts';
import type { Attachment } from './attachment.ts';
import type { ResolvedListener } from './listeners.ts';

/** Counts the routes of all kinds that are attached, whether they get anything or not. */
export interface AttachedCounts {
  readonly add: (route: ResourceId, attachments: readonly Attachment[]) => void;
  readonly byListener: () => ReadonlyMap<ResolvedListener, number>;
  readonly total: () => number;
}

export function makeAttachedCounts(): AttachedCounts {
  const routesByListener = new Map<ResolvedListener, Set<ResourceId>>();
  let total = 0;
  return {
    add: (route, attachments) => {
      const listeners = attachments.flatMap(({ hosts }) => hosts.map(({ listener }) => listener));
      if (listeners.length > 0) total += 1;
      for (const listener of listeners) {
        const routes = routesByListener.get(listener) ?? new Set<ResourceId>();
        routesByListener.set(listener, routes.add(route));
      }
    },
    byListener: () =>
      new Map([...routesByListener].map(([listener, routes]) => [listener, routes.size])),
    total: () => total,
  };
}
