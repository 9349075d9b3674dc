import type { ParentReference } from '../model/index.ts';
import type { Origin, ResourceId } from '../source/place.ts';

/** What a route's status speaks of: something of ours that it attaches to, or wants to. */
export interface RouteParent {
  readonly resource: ResourceId;
  readonly ref: ParentReference;
  /** Where the route says so. */
  readonly origin: Origin;
}
