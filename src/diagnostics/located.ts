import type { FieldPath } from '../source/field-path.ts';
import type { DocumentRef, Span } from '../source/place.ts';
import type { Diagnostic, FieldPart, Place } from './diagnostic.ts';
import { compareText } from '../util/compare.ts';
import { merged } from '../util/merged.ts';
import { sortDiagnostics } from './sort.ts';

/**
 * A diagnostic with its places in the text: null for findings about the input as a whole.
 * `relatedSpans` stands beside `related`, entry by entry.
 */
export type LocatedDiagnostic = Diagnostic & {
  readonly span: Span | null;
  readonly relatedSpans: readonly (Span | null)[];
};

/** What finding places takes; the reader of manifests provides it. */
export interface PlaceFinder {
  readonly field: (ref: DocumentRef, path: FieldPath, part?: FieldPart) => Span;
  /** From UTF-16 offsets. */
  readonly text: (file: string, start: number, end: number) => Span;
}

/** Adds line and column to findings, sorts them by place and drops repetitions. */
export function locate(
  diagnostics: readonly Diagnostic[],
  finder: PlaceFinder,
): readonly LocatedDiagnostic[] {
  // Document by document, so that a finder can forget each one when it has moved on.
  const byDocument = [...diagnostics].sort(
    (a, b) =>
      compareText(fileOf(a.place), fileOf(b.place)) || offsetOf(a.place) - offsetOf(b.place),
  );
  return sortDiagnostics(
    byDocument.map((diagnostic) =>
      merged(diagnostic, {
        span: spanOf(diagnostic.place, finder),
        relatedSpans: diagnostic.related.map(({ origin }) =>
          finder.field(origin.document, origin.path),
        ),
      }),
    ),
  );
}

function spanOf(place: Place, finder: PlaceFinder): Span | null {
  switch (place.kind) {
    case 'field':
      return finder.field(place.origin.document, place.origin.path, place.part);
    case 'text':
      return finder.text(place.place.file, place.place.start, place.place.end);
    case 'input':
      return null;
  }
}

function fileOf(place: Place): string {
  if (place.kind === 'input') return '';
  return place.kind === 'field' ? place.origin.document.file : place.place.file;
}

function offsetOf(place: Place): number {
  if (place.kind === 'input') return 0;
  return place.kind === 'field' ? place.origin.document.start : place.place.start;
}
