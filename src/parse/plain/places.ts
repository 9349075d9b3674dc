import type { FieldPart } from '../../diagnostics/diagnostic.ts';
import type { FieldPath } from '../../source/field-path.ts';
import type { DocumentText } from '../document-text.ts';
import { defaultLimits } from '../limits.ts';
import type { Range } from '../refusal.ts';
import { blockAt, entryOf, type Entry, type EntryValue } from './block.ts';
import { endOfItem } from './block-end.ts';
import { cursorIn, enterLine, type PlainCursor } from './cursor.ts';
import { readScalar } from './scalars.ts';
import type { Words } from './words.ts';

/** Where a field is shown; null for what only the tree of `yaml` can tell: where blocks end, and what is in brackets. */
export type PlainPlaces = (path: FieldPath, part: FieldPart) => Range | null;

/** The places in a document that `readPlainDocument` accepts. It is not read again, only its lines are. */
export function plainPlacesOf(document: DocumentText, words: Words): PlainPlaces {
  const cursor = cursorIn(document, defaultLimits, words);
  enterLine(cursor);
  const root: EntryValue = { kind: 'block', block: blockAt(cursor, cursor.at, 0) };
  return (path, part) => {
    let value: EntryValue = root;
    let found: Entry | null = null;
    let column = 0;
    for (const step of path) {
      if (value.kind === 'brackets') return null;
      const next: Entry | null = isBlock(value) ? entryOf(cursor, value.block, step) : null;
      // A missing field is best shown at its parent's key: the parent may go over many lines.
      if (next === null) return found?.key ?? shownPart(cursor, found, column, part);
      if (isBlock(value)) column = value.block.column;
      found = next;
      value = next.value;
    }
    return shownPart(cursor, found, column, part);
  };
}

/** @param column - of the block that holds the entry */
function shownPart(
  cursor: PlainCursor,
  entry: Entry | null,
  column: number,
  part: FieldPart,
): Range | null {
  if (entry === null) return null;
  const { key, value } = entry;
  if (value.kind === 'scalar')
    return key === null || part === 'value' ? [value.at, endOfScalar(cursor, value.at)] : key;
  if (key === null && isBlock(value)) {
    const end = endOfItem(cursor, value.block, column);
    return end === null ? null : [value.block.at, end];
  }
  return part === 'value' && value.kind === 'lines' ? null : key;
}

function endOfScalar(cursor: PlainCursor, at: number): number {
  cursor.at = at;
  readScalar(cursor);
  return cursor.at;
}

function isBlock(value: EntryValue): value is Extract<EntryValue, { kind: 'block' }> {
  return value.kind === 'block';
}
