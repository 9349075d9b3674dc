import type { FieldPart } from '../diagnostics/diagnostic.ts';
import { isScalar, type Node } from 'yaml';
import type { FieldPath } from '../source/field-path.ts';
import type { DocumentRef, Span } from '../source/place.ts';
import type { SourceFile } from '../source/source-file.ts';
import { withVisibleLineBreaks } from './characters.ts';
import { composeDocument } from './compose.ts';
import type { DocumentText } from './document-text.ts';
import { findField, treeOf, type FoundField, type Tree } from './find-field.ts';
import { defaultLimits } from './limits.ts';
import type { ReadMemory } from './memory.ts';
import { Refusal } from './refusal.ts';
import { lineStartsOf, spanOnLines } from './text-span.ts';

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
 */
export function makeLocator(
  files: readonly SourceFile[],
  memory: ReadMemory | null = null,
): Locator {
  const byName = new Map(files.map((file) => [file.name, file]));
  const lineStarts = new Map<string, readonly number[]>();
  const recent: { readonly ref: DocumentRef; readonly tree: Tree }[] = [];

  const text = (file: string, start: number, end: number): Span => {
    const known = lineStarts.get(file);
    const lines = known ?? lineStartsOf(byName.get(file)?.text ?? '');
    if (known === undefined) lineStarts.set(file, lines);
    return spanOnLines(file, lines, start, Math.max(start, end));
  };

  const treeAt = (ref: DocumentRef): Tree => {
    const known = recent.find((each) => each.ref.file === ref.file && each.ref.start === ref.start);
    if (known !== undefined) return known.tree;
    const file = byName.get(ref.file);
    const tree = treeOf(file === undefined ? null : composeAgain(ref, file));
    recent.push({ ref, tree });
    if (recent.length > keptDocuments) recent.shift();
    return tree;
  };

  const field = (ref: DocumentRef, path: FieldPath, part: FieldPart = 'value'): Span => {
    const whole = ref.item === null ? path : ['items', ref.item, ...path];
    const [start, end] = rangeOf(ref, whole, part);
    return text(ref.file, ref.start + start, ref.start + end);
  };

  const rangeOf = (ref: DocumentRef, path: FieldPath, part: FieldPart): Range => {
    const find = (): Range => {
      const [start, end] = shownPart(findField(treeAt(ref), path), part)?.range ?? [0, 0];
      return [start, end];
    };
    if (memory === null) return find();
    const document = byName.get(ref.file)?.text.slice(ref.start, ref.end) ?? '';
    const ranges = memory.ranges.get(document) ?? new Map<string, Range>();
    memory.ranges.set(document, ranges);
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

/** Null for a document that cannot be composed, and so has no fields. */
function composeAgain(ref: DocumentRef, file: SourceFile): Node | null {
  const { start, end } = ref;
  const document: DocumentText = { file, start, end, syntax: 'yaml' };
  const text = withVisibleLineBreaks(file.text.slice(start, end));
  try {
    return composeDocument(document, text, defaultLimits).root?.contents ?? null;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

// A key says where a block is; underlining all of the block would show nothing in particular.
function shownPart({ key, value }: FoundField, part: FieldPart): Node | null {
  if (key === null || (part === 'value' && isScalar(value) && isWritten(value))) return value;
  return key;
}

function isWritten({ range }: Node): boolean {
  return range ? range[1] > range[0] : false;
}
