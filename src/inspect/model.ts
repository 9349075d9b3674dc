import type { LocatedDiagnostic } from '../diagnostics/located.ts';
import type { ObjectMeta } from '../model/index.ts';
import type { JsonObject } from '../parse/document.ts';
import type { Reference } from '../resolve/references.ts';
import type { ResourceId } from '../source/place.ts';
import type { ObjectStatus } from '../status/index.ts';

/** An object of the input as a cluster would show it. */
export interface InspectedObject {
  readonly id: ResourceId;
  readonly meta: ObjectMeta;
  /** The manifest with the CRD's defaults. */
  readonly value: JsonObject;
  /** What a controller would write; null for kinds without. */
  readonly status: ObjectStatus['status'] | null;
}

/** What lets a reference lead into another namespace. */
export type Permission =
  | { readonly kind: 'not-needed' }
  | { readonly kind: 'granted'; readonly by: ResourceId }
  | { readonly kind: 'missing' };

/** A reference with what came of it. */
export interface JudgedReference extends Reference {
  /** The object is in the input. */
  readonly exists: boolean;
  readonly permission: Permission;
}

/** A listener that serves a route. */
export interface ServingListener {
  /** The Gateway or the ListenerSet that it stands in. */
  readonly parent: ResourceId;
  readonly listener: string;
  /** Keys of the objects that a parentRef can name to get here. */
  readonly owners: readonly string[];
}

/** Everything that can be asked of the input. */
export interface Inspection {
  /** Sorted by kind, namespace and name. */
  readonly objects: readonly InspectedObject[];
  readonly find: (id: ResourceId) => InspectedObject | null;
  readonly findingsAbout: (id: ResourceId) => readonly LocatedDiagnostic[];
  readonly references: readonly JudgedReference[];
  readonly from: (id: ResourceId) => readonly JudgedReference[];
  readonly to: (id: ResourceId) => readonly JudgedReference[];
  /** Those that a ReferenceGrant permits. */
  readonly permittedBy: (grant: ResourceId) => readonly JudgedReference[];
  /** The listeners that serve a route. */
  readonly listenersOf: (route: ResourceId) => readonly ServingListener[];
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/** Equal for equal objects only: names hold no `/`. */
export function idKey({ group, kind, namespace, name }: ResourceId): string {
  return `${group}/${kind}/${namespace}/${name}`;
}

/** `namespace/name`, or the name alone of what has no namespace. */
export function nameOf({ namespace, name }: ResourceId): string {
  return namespace === '' ? name : `${namespace}/${name}`;
}
