import type { JsonObject, JsonValue } from '../document.ts';
import { openObject } from '../json-object.ts';
import {
  bar,
  countEntry,
  dash,
  endsWord,
  hash,
  leaveLine,
  lineFeed,
  skipSpaces,
  Unsure,
  type PlainCursor,
} from './cursor.ts';
import { opensFlow, readFlow } from './flow.ts';
import { readKey } from './keys.ts';
import { readLiteral } from './literal.ts';
import { readScalar } from './scalars.ts';

/**
 * Reads a mapping whose first key stands at the cursor, `indent` columns from the line's start. What follows it
 * stands further left.
 */
export function readMapping(cursor: PlainCursor, indent: number, depth: number): JsonObject {
  if (depth > cursor.limits.depth) throw new Unsure();
  const members = openObject();
  do {
    countEntry(cursor);
    const key = readKey(cursor);
    if (key === null || key in members) throw new Unsure();
    members[key] = readValue(cursor, indent, depth, 'member');
  } while (cursor.column === indent);
  if (cursor.column > indent) throw new Unsure();
  return members;
}

function readSequence(cursor: PlainCursor, indent: number, depth: number): readonly JsonValue[] {
  if (depth > cursor.limits.depth) throw new Unsure();
  const first = cursor.open;
  do {
    countEntry(cursor);
    const item = readItem(cursor, indent, depth);
    cursor.items[cursor.open++] = item;
  } while (cursor.column === indent && isEntry(cursor));
  if (cursor.column > indent) throw new Unsure();
  const items = cursor.items.slice(first, cursor.open);
  cursor.open = first;
  return items;
}

function isEntry(cursor: PlainCursor): boolean {
  return cursor.text.charCodeAt(cursor.at) === dash && endsWord(cursor, cursor.at + 1);
}

/** Reads an item from its dash on. */
function readItem(cursor: PlainCursor, indent: number, depth: number): JsonValue {
  const { text, end, at: from } = cursor;
  const at = skipSpaces(cursor, from + 1);
  if (at < end && text.charCodeAt(at) !== lineFeed && text.charCodeAt(at) !== hash) {
    cursor.at = at;
    const key = readKey(cursor);
    cursor.at = at;
    if (key !== null) return readMapping(cursor, indent + at - from, depth + 1);
  } else {
    cursor.at = from + 1;
  }
  return readValue(cursor, indent, depth, 'item');
}

/** Reads what follows a colon or a dash, and steps into the line after it. */
function readValue(
  cursor: PlainCursor,
  indent: number,
  depth: number,
  of: 'member' | 'item',
): JsonValue {
  const { text, end, at: from } = cursor;
  const at = skipSpaces(cursor, from);
  const first = at < end ? text.charCodeAt(at) : lineFeed;
  if (first === lineFeed || (first === hash && at > from)) {
    leaveLine(cursor);
    return readBelow(cursor, indent, depth, of);
  }
  cursor.at = at;
  if (first === bar) return readLiteral(cursor, indent);
  const value = opensFlow(first) ? readFlow(cursor, depth + 1) : readScalar(cursor);
  leaveLine(cursor);
  return value;
}

function readBelow(
  cursor: PlainCursor,
  indent: number,
  depth: number,
  of: 'member' | 'item',
): JsonValue {
  const { column } = cursor;
  if (column > indent)
    return isEntry(cursor)
      ? readSequence(cursor, column, depth + 1)
      : readMapping(cursor, column, depth + 1);
  // The items of a member may start below its key.
  if (of === 'member' && column === indent && isEntry(cursor))
    return readSequence(cursor, column, depth + 1);
  return null;
}
