import type { FieldPath } from './field-path.ts';

/** Where one manifest stands: enough to read it again when a diagnostic needs line and column. */
export interface DocumentRef {
  readonly file: string;
  /** Counts the non-empty documents of the file from 0. */
  readonly index: number;
  /** Position in `items` when the document is a `kind: List`, else null. */
  readonly item: number | null;
  /** UTF-16 offsets of the document's text in the file. */
  readonly start: number;
  readonly end: number;
}

/** Identity of a Kubernetes object. `namespace` is empty for cluster-scoped kinds. */
export interface ResourceId {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/**
 * The field of a manifest that something came from. Positions are not kept: the document is read
 * again when a diagnostic has to be located, which keeps the common, faultless run fast.
 */
export interface Origin {
  readonly document: DocumentRef;
  readonly resource: ResourceId;
  readonly path: FieldPath;
}

/** 1-based; columns count UTF-16 units, as editors and SARIF do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A range of text in one file; `end` is exclusive. */
export interface Span {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

/** The same object, another field. */
export function originAt(origin: Origin, ...steps: FieldPath): Origin {
  return {
    document: origin.document,
    resource: origin.resource,
    // What is put together with `...` gets room for more steps, and there are many places.
    path: origin.path.concat(steps),
  };
}

/** `Kind namespace/name`, as messages print it. */
export function describeResource(id: ResourceId): string {
  return `${id.kind} ${id.namespace === '' ? id.name : `${id.namespace}/${id.name}`}`;
}
