import type { Span } from '../source/place.ts';
import type { Diagnostic, Place } from './diagnostic.ts';
import { sortDiagnostics } from './sort.ts';

/**
 * A diagnostic with its places in the text: null for findings about the input as a whole.
 * `relatedSpans` stands beside `related`, entry by entry.
 */
export type LocatedDiagnostic = Diagnostic & {
  readonly span: Span | null;
  readonly relatedSpans: readonly (Span | null)[];
};

/** Finds the text that a place means; null for the input as a whole. */
export type Locator = (place: Place) => Span | null;

/** Adds line and column to findings, sorts them by place and drops repetitions. */
export function locate(
  diagnostics: readonly Diagnostic[],
  locator: Locator,
): readonly LocatedDiagnostic[] {
  return sortDiagnostics(
    diagnostics.map((diagnostic) => ({
      ...diagnostic,
      span: locator(diagnostic.place),
      relatedSpans: diagnostic.related.map(({ origin }) => locator({ kind: 'field', origin })),
    })),
  );
}
