import type { FieldPart } from '../diagnostics/diagnostic.ts';
import type { FieldPath } from '../source/field-path.ts';
import type { DocumentRef, Span } from '../source/place.ts';
import type { SourceFile } from '../source/source-file.ts';
import { lineStartsOf, type LineStarts } from '../util/line-starts.ts';
import { placesOf, type DocumentPlaces } from './document-places.ts';
import type { ReadMemory } from './memory.ts';
import { makeWords } from './plain/index.ts';
import { spanOnLines } from './text-span.ts';

/** Finds where things stand in the text of the input. */
export interface Locator {
  /**
   * A field's value, or its key where the value is a whole block or is left out. A field that the
   * text does not have is shown at the nearest field above it that it has.
   */
  readonly field: (ref: DocumentRef, path: FieldPath, part?: FieldPart) => Span;
  /** A range of UTF-16 offsets. */
  readonly text: (file: string, start: number, end: number) => Span;
}

/**
 * Makes a locator. It counts the lines of each file once, and keeps the last few documents that it has read:
 * places are asked for document by document, and keeping all of them would take more memory than the input.
 *
 * @param memory - keeps the places that were found, for another state of the same manifests
 * @param plain - documents that `parseFiles` found to be plain; of others that is found out when it is needed
 */
export function makeLocator(
  files: readonly SourceFile[],
  memory: ReadMemory | null = null,
  plain: ReadonlySet<DocumentRef> = new Set(),
): Locator {
  const words = makeWords();
  const byName = new Map(files.map((file) => [file.name, file]));
  const lineStarts = new Map<string, LineStarts>();
  const recent: { readonly ref: DocumentRef; readonly places: DocumentPlaces }[] = [];

  const text = (file: string, start: number, end: number): Span => {
    const known = lineStarts.get(file);
    const lines = known ?? lineStartsOf(byName.get(file)?.text ?? '');
    if (known === undefined) lineStarts.set(file, lines);
    return spanOnLines(file, lines, start, Math.max(start, end));
  };

  const placesAt = (ref: DocumentRef): DocumentPlaces => {
    const known = recent.find((each) => each.ref.file === ref.file && each.ref.start === ref.start);
    if (known !== undefined) return known.places;
    const file = byName.get(ref.file) ?? { name: ref.file, text: '' };
    const { start, end } = ref;
    const places = placesOf({ file, start, end, syntax: 'yaml' }, words, plain.has(ref));
    recent.push({ ref, places });
    if (recent.length > keptDocuments) recent.shift();
    return places;
  };

  const field = (ref: DocumentRef, path: FieldPath, part: FieldPart = 'value'): Span => {
    const whole = ref.item === null ? path : ['items', ref.item, ...path];
    const [start, end] = rangeOf(ref, whole, part);
    return text(ref.file, ref.start + start, ref.start + end);
  };

  // From the start of the document, as the same document may stand elsewhere in another state.
  const rangeOf = (ref: DocumentRef, path: FieldPath, part: FieldPart): Range => {
    const find = (): Range => {
      const [start, end] = placesAt(ref)(path, part);
      return [start - ref.start, end - ref.start];
    };
    const known = memory?.ranges ?? null;
    if (known === null) return find();
    const document = byName.get(ref.file)?.text.slice(ref.start, ref.end) ?? '';
    const ranges = known.get(document) ?? new Map<string, Range>();
    known.set(document, ranges);
    const key = JSON.stringify([part, path]);
    const range = ranges.get(key) ?? find();
    ranges.set(key, range);
    return range;
  };

  return { field, text };
}

type Range = readonly [start: number, end: number];

// A finding's own document, and those of the places beside it.
const keptDocuments = 4;

/** The span of one value; for many, `makeLocator` is faster. */
export function locateField(text: string, ref: DocumentRef, path: FieldPath): Span {
  return makeLocator([{ name: ref.file, text }]).field(ref, path);
}

/** The span of one key, for findings about the key itself, such as an unknown field. */
export function locateKey(text: string, ref: DocumentRef, path: FieldPath): Span {
  return makeLocator([{ name: ref.file, text }]).field(ref, path, 'key');
}
