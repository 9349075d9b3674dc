import type { Span } from '../source/place.ts';
import { compareText } from '../util/compare.ts';
import type { Diagnostic } from './diagnostic.ts';

type Placed = Diagnostic & { readonly span: Span | null };

/**
 * Sorts by place (findings about the input as a whole last) and drops repetitions, so that the order
 * in which stages and targets ran cannot be told from the list.
 */
export function sortDiagnostics<D extends Placed>(diagnostics: readonly D[]): readonly D[] {
  const rests = new Map<D, string>();
  // Only for findings at one place, which are few.
  const rest = (diagnostic: D): string => {
    const known = rests.get(diagnostic) ?? restOf(diagnostic);
    rests.set(diagnostic, known);
    return known;
  };
  const compare = (a: D, b: D): number => comparePlaces(a, b) || compareText(rest(a), rest(b));
  const sorted = diagnostics.toSorted(compare);
  return sorted.filter((diagnostic, index) => {
    const before = sorted[index - 1];
    return before === undefined || compare(before, diagnostic) !== 0;
  });
}

function comparePlaces(a: Placed, b: Placed): number {
  if (a.span === null || b.span === null) return Number(a.span === null) - Number(b.span === null);
  return (
    compareText(a.span.file, b.span.file) ||
    a.span.start.line - b.span.start.line ||
    a.span.start.column - b.span.start.column ||
    a.span.end.line - b.span.end.line ||
    a.span.end.column - b.span.end.column
  );
}

// Everything that a reader could tell two findings at one place apart by, the code first. Two fields
// may share a span (a default has its parent's), so the field counts too; documents do not.
function restOf(diagnostic: Placed): string {
  const { place } = diagnostic;
  const subject = place.kind === 'field' ? [place.origin.resource, place.origin.path] : [];
  const args = Object.entries(diagnostic.args).sort(([a], [b]) => compareText(a, b));
  return JSON.stringify([
    diagnostic.code,
    diagnostic.target,
    diagnostic.severity,
    subject,
    args,
    diagnostic.suggestion,
    diagnostic.related.map((other) => [other.origin.resource, other.origin.path, other.note]),
  ]);
}
