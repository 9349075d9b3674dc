import type { JsonObject, JsonValue } from '../document.ts';
import { openObject } from '../json-object.ts';
import {
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
import { addPlace } from './places.ts';
import { readScalar } from './scalars.ts';

const bar = 0x7c;

/**
 * Reads a mapping whose first key stands at the cursor, `indent` columns from the line's start. What follows it
 * stands further left.
 */
export function readMapping(cursor: PlainCursor, indent: number, depth: number): JsonObject {
  if (depth > cursor.limits.depth) throw new Unsure();
  const members = openObject();
  do {
    countEntry(cursor);
    const from = cursor.at;
    const key = readKey(cursor);
    if (key === null || key in members) throw new Unsure();
    const to = cursor.at - 1;
    members[key] = readValue(cursor, indent, depth, 'member');
    if (cursor.places !== null)
      addPlace(cursor.places, members, key, { key: [from, to], value: cursor.value });
  } while (cursor.column === indent);
  if (cursor.column > indent) throw new Unsure();
  return members;
}

function readSequence(cursor: PlainCursor, indent: number, depth: number): readonly JsonValue[] {
  if (depth > cursor.limits.depth) throw new Unsure();
  const items: JsonValue[] = [];
  do {
    countEntry(cursor);
    items.push(readItem(cursor, indent, depth));
    if (cursor.places !== null)
      addPlace(cursor.places, items, items.length - 1, { key: null, value: cursor.value });
  } while (cursor.column === indent && isEntry(cursor));
  if (cursor.column > indent) throw new Unsure();
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
    if (key !== null) {
      const mapping = readMapping(cursor, indent + at - from, depth + 1);
      cursor.value = 'parts';
      return mapping;
    }
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
    const below = readBelow(cursor, indent, depth, of);
    cursor.value = below === null ? 'none' : 'parts';
    return below;
  }
  cursor.at = at;
  if (first === bar) {
    cursor.value = 'lines';
    return readLiteral(cursor, indent);
  }
  const inBrackets = opensFlow(first);
  const value = inBrackets ? readFlow(cursor, depth + 1) : readScalar(cursor);
  if (inBrackets) cursor.value = 'parts';
  else if (cursor.places !== null) cursor.value = [at, cursor.at];
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
