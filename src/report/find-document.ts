import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { DocumentRef } from '../source/place.ts';

/** Finds documents by their position in a list; null for none. */
export interface DocumentFinder {
  /** The one that a finding is about. */
  readonly about: (diagnostic: Diagnostic) => number | null;
  readonly named: (ref: DocumentRef) => number | null;
}

interface Entry {
  readonly start: number;
  readonly end: number;
  /** Position of the document, or of each of its items when it is a List. */
  readonly positions: Map<number | null, number>;
}

/** @param refs - sorted by file and place. */
export function documentFinder(refs: readonly DocumentRef[]): DocumentFinder {
  const files = new Map<string, Entry[]>();
  refs.forEach(({ file, start, end, item }, position) => {
    const entries = files.get(file) ?? [];
    files.set(file, entries);
    const last = entries.at(-1);
    if (last?.start === start) last.positions.set(item, position);
    else entries.push({ start, end, positions: new Map([[item, position]]) });
  });
  const at = (file: string, offset: number, item: number | null): number | null => {
    const entry = lastBefore(files.get(file) ?? [], offset);
    if (entry === null || offset > entry.end) return null;
    return entry.positions.get(item) ?? null;
  };
  const named = ({ file, start, item }: DocumentRef): number | null => at(file, start, item);
  const about = ({ place, code, args }: Diagnostic): number | null => {
    if (place.kind === 'input') return null;
    if (place.kind === 'field') return named(place.origin.document);
    const item = code === 'parse/list-item' ? Number(args['item']) : null;
    return at(place.place.file, place.place.start, item);
  };
  return { about, named };
}

/** Binary search, as one file may hold many documents. */
function lastBefore(entries: readonly Entry[], offset: number): Entry | null {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.start ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  return entries[low - 1] ?? null;
}
