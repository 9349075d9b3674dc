import { isAlias, isMap, isScalar, isSeq, type Document } from 'yaml';
import type { FieldPath } from '../source/field-path.ts';
import type { DocumentRef, Position, Span } from '../source/place.ts';
import type { SourceFile } from '../source/source-file.ts';
import { composeDocument } from './compose.ts';
import { defaultLimits } from './limits.ts';
import { placeOf } from './to-json.ts';

/** Finds where things stand in the text of the input. */
export interface Locator {
  /**
   * The value at a path, or the nearest one above it that exists. With `key` the last step's key
   * instead of its value.
   */
  readonly field: (ref: DocumentRef, path: FieldPath, what?: 'key' | 'value') => Span;
  /** A range of offsets. */
  readonly text: (file: string, start: number, end: number) => Span;
}

/** Makes a locator that reads each document, and counts each file's lines, at most once. */
export function makeLocator(files: readonly SourceFile[]): Locator {
  const texts = new Map(files.map(({ name, text }) => [name, text]));
  const lines = memo((file: string) => lineStarts(texts.get(file) ?? ''));
  const documents = new Map<string, Document.Parsed | null>();

  const text = (file: string, start: number, end: number): Span => ({
    file,
    start: positionAt(lines(file), start),
    end: positionAt(lines(file), Math.max(start, end)),
  });

  const documentOf = (ref: DocumentRef): Document.Parsed | null => {
    const key = `${ref.file}\n${String(ref.index)}`;
    const known = documents.get(key);
    if (known !== undefined) return known;
    const source = texts.get(ref.file)?.slice(ref.start, ref.end) ?? '';
    const composed = composeDocument(source, defaultLimits);
    const document = composed.kind === 'document' ? composed.document : null;
    documents.set(key, document);
    return document;
  };

  const field = (ref: DocumentRef, path: FieldPath, what: 'key' | 'value' = 'value'): Span => {
    const document = documentOf(ref);
    if (document === null) return text(ref.file, ref.start, ref.end);
    const full = ref.item === null ? path : ['items', ref.item, ...path];
    const node = nodeAt(document, full, what);
    const place = placeOf(node);
    return text(ref.file, ref.start + place.start, ref.start + place.end);
  };

  return { field, text };
}

/** The deepest node on a path; a collection stands for itself by its key, where it has one. */
function nodeAt(document: Document.Parsed, path: FieldPath, what: 'key' | 'value'): unknown {
  let node: unknown = document.contents;
  let key: unknown = null;
  for (const step of path) {
    const inner = isAlias(node) ? node.resolve(document) : node;
    const next = stepInto(inner, step);
    if (next === null) break;
    key = next.key ?? next.value;
    node = next.value;
  }
  // Underlining a whole block would show nothing in particular: its key says where it is.
  return key !== null && (what === 'key' || !isScalar(node)) ? key : (node ?? document.contents);
}

function stepInto(
  node: unknown,
  step: string | number,
): { readonly key: unknown; readonly value: unknown } | null {
  if (isSeq(node)) {
    const value: unknown = typeof step === 'number' ? node.items[step] : undefined;
    return value === undefined ? null : { key: null, value };
  }
  if (!isMap(node)) return null;
  const pair = node.items.findLast(
    ({ key }) => isScalar(key) && String(key.value) === String(step),
  );
  return pair === undefined ? null : { key: pair.key, value: pair.value };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function positionAt(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? Infinity) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

function memo<K, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make(key);
    known.set(key, made);
    return made;
  };
}
