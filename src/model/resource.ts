import type { DocumentRef, Origin, ResourceId } from '../source/place.ts';
import type { FieldPath } from '../source/field-path.ts';

/** What we read of an object's metadata. */
export interface ObjectMeta {
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;
  /** RFC 3339, as the API server wrote it; null in a manifest that never was in a cluster. */
  readonly creationTimestamp: string | null;
  /** `metadata.generation`; 0 where there is none. */
  readonly generation: number;
}

/** A validated object: defaults applied, unknown fields reported and gone. */
export interface Resource<Spec> {
  readonly id: ResourceId;
  readonly meta: ObjectMeta;
  readonly spec: Spec;
  readonly document: DocumentRef;
}

/** The place of a field of an object. */
export function originOf(resource: Resource<unknown>, ...path: FieldPath): Origin {
  return { document: resource.document, resource: resource.id, path };
}
