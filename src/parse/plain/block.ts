import type { Range } from '../refusal.ts';
import {
  bar,
  colon,
  dash,
  endsWord,
  hash,
  lineFeed,
  skipSpaces,
  space,
  type PlainCursor,
} from './cursor.ts';
import { opensFlow } from './flow.ts';
import { endOfKey, isQuote } from './keys.ts';

/** What stands behind a colon or a dash: nothing, a scalar on the line, a literal block, brackets, or a block. */
export type EntryValue =
  | { readonly kind: 'none' | 'lines' | 'brackets' }
  | { readonly kind: 'scalar'; readonly at: number }
  | { readonly kind: 'block'; readonly block: Block };

export interface Entry {
  /** Null for an item of a list. */
  readonly key: Range | null;
  readonly value: EntryValue;
}

/** A mapping or list in a plain document, as far as it was looked through. Offsets are UTF-16 units in the file. */
export interface Block {
  readonly kind: 'mapping' | 'sequence';
  /** Of the first entry. */
  readonly at: number;
  /** Blanks before each of its entries. */
  readonly column: number;
  readonly entries: Map<string | number, Entry>;
  /** Of the entry that is next to be looked at; null when all are known. */
  next: number | null;
}

/** The block whose first entry stands at an offset. */
export function blockAt(cursor: PlainCursor, at: number, column: number): Block {
  const kind = isDash(cursor, at) ? 'sequence' : 'mapping';
  return { kind, at, column, entries: new Map(), next: at };
}

/**
 * The entry of a block by its name or number. Only what stands before it is looked at, and each line once for
 * each block around it.
 */
export function entryOf(cursor: PlainCursor, block: Block, step: string | number): Entry | null {
  const name = block.kind === 'mapping' ? String(step) : step;
  for (;;) {
    const known = block.entries.get(name);
    if (known !== undefined) return known;
    if (block.next === null) return null;
    const at = block.next;
    takeEntry(cursor, block, at);
    block.next = nextEntry(cursor, block, at);
  }
}

function takeEntry(cursor: PlainCursor, { kind, column, entries }: Block, at: number): void {
  if (kind === 'sequence') {
    const value = itemValue(cursor, at, column);
    entries.set(entries.size, { key: null, value });
    return;
  }
  const to = endOfKey(cursor, at);
  const value = valueAfter(cursor, to + 1, column, 'member');
  const isQuoted = isQuote(cursor.text.charCodeAt(at));
  const name = isQuoted ? cursor.text.slice(at + 1, to - 1) : cursor.text.slice(at, to);
  entries.set(name, { key: [at, to], value });
}

/** Offset of the next entry behind one of a block, or null behind the last one. */
function nextEntry(cursor: PlainCursor, { kind, column }: Block, from: number): number | null {
  const { text, end } = cursor;
  let line = text.indexOf('\n', from) + 1;
  while (line > 0 && line < end) {
    // Of lines that stand deeper no more is looked at than this.
    const entry = line + column;
    let at = line;
    while (at <= entry && text.charCodeAt(at) === space) at++;
    const character = at < end ? text.charCodeAt(at) : lineFeed;
    if (at <= entry && character !== lineFeed && character !== hash) {
      if (at < entry) return null;
      if (isDash(cursor, at) === (kind === 'sequence')) return at;
      // Items may stand below a key in its own column; and the next key ends such a list.
      if (kind === 'sequence') return null;
    }
    line = text.indexOf('\n', at) + 1;
  }
  return null;
}

/** Offset of the first thing on the lines behind an offset that is neither a blank nor a comment. */
function nextContent({ text, end }: PlainCursor, from: number): number | null {
  let at = text.indexOf('\n', from) + 1;
  while (at > 0 && at < end) {
    while (at < end && text.charCodeAt(at) === space) at++;
    const character = at < end ? text.charCodeAt(at) : hash;
    if (character !== lineFeed && character !== hash) return at;
    at = text.indexOf('\n', at) + 1;
  }
  return null;
}

function columnOf({ text }: PlainCursor, at: number): number {
  let column = 0;
  while (text.charCodeAt(at - column - 1) === space) column++;
  return column;
}

function itemValue(cursor: PlainCursor, dashAt: number, column: number): EntryValue {
  const at = skipSpaces(cursor, dashAt + 1);
  const to = endOfKey(cursor, at);
  if (to > at && cursor.text.charCodeAt(to) === colon && endsWord(cursor, to + 1))
    return { kind: 'block', block: blockAt(cursor, at, column + at - dashAt) };
  return valueAfter(cursor, dashAt + 1, column, 'item');
}

function valueAfter(
  cursor: PlainCursor,
  from: number,
  column: number,
  of: 'member' | 'item',
): EntryValue {
  const at = skipSpaces(cursor, from);
  const first = at < cursor.end ? cursor.text.charCodeAt(at) : lineFeed;
  if (first === lineFeed || (first === hash && at > from)) return below(cursor, at, column, of);
  if (first === bar) return { kind: 'lines' };
  if (opensFlow(first)) return { kind: 'brackets' };
  return { kind: 'scalar', at };
}

function below(
  cursor: PlainCursor,
  from: number,
  column: number,
  of: 'member' | 'item',
): EntryValue {
  const at = nextContent(cursor, from);
  if (at === null) return { kind: 'none' };
  const itsColumn = columnOf(cursor, at);
  const isBelow =
    itsColumn > column || (of === 'member' && itsColumn === column && isDash(cursor, at));
  return isBelow ? { kind: 'block', block: blockAt(cursor, at, itsColumn) } : { kind: 'none' };
}

function isDash(cursor: PlainCursor, at: number): boolean {
  return cursor.text.charCodeAt(at) === dash && endsWord(cursor, at + 1);
}
