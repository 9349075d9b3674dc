import type { JsonObject, JsonValue } from '../document.ts';
import { openObject } from '../json-object.ts';
import {
  colon,
  comma,
  countEntry,
  doubleQuote,
  singleQuote,
  skipSpaces,
  Unsure,
  type PlainCursor,
} from './cursor.ts';
import { readKey } from './keys.ts';
import { plainValue, readScalar } from './scalars.ts';
import { addTo } from './words.ts';

const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** True for `[` and `{`. */
export function opensFlow(character: number): boolean {
  return character === openBracket || character === openBrace;
}

/** Reads a mapping or list in brackets that ends on its line. */
export function readFlow(cursor: PlainCursor, depth: number): JsonValue {
  if (depth > cursor.limits.depth) throw new Unsure();
  return cursor.text.charCodeAt(cursor.at) === openBrace
    ? readFlowMapping(cursor, depth)
    : readFlowSequence(cursor, depth);
}

function readFlowSequence(cursor: PlainCursor, depth: number): readonly JsonValue[] {
  const items: JsonValue[] = [];
  if (closes(cursor, closeBracket)) return items;
  do items.push(readFlowValue(cursor, depth));
  while (continues(cursor, closeBracket));
  return items;
}

function readFlowMapping(cursor: PlainCursor, depth: number): JsonObject {
  const members = openObject();
  if (closes(cursor, closeBrace)) return members;
  do {
    const key = readKey(cursor);
    if (key === null || key in members) throw new Unsure();
    cursor.at = skipSpaces(cursor, cursor.at);
    members[key] = readFlowValue(cursor, depth);
  } while (continues(cursor, closeBrace));
  return members;
}

/** Steps behind an opening bracket and, when nothing is in it, behind the closing one. */
function closes(cursor: PlainCursor, bracket: number): boolean {
  cursor.at = skipSpaces(cursor, cursor.at + 1);
  if (cursor.text.charCodeAt(cursor.at) !== bracket) return false;
  cursor.at++;
  return true;
}

/** Steps behind a comma to the next entry, or behind the closing bracket. */
function continues(cursor: PlainCursor, bracket: number): boolean {
  const at = skipSpaces(cursor, cursor.at);
  const next = cursor.text.charCodeAt(at);
  if (next !== bracket && next !== comma) throw new Unsure();
  cursor.at = next === comma ? skipSpaces(cursor, at + 1) : at + 1;
  return next === comma;
}

function readFlowValue(cursor: PlainCursor, depth: number): JsonValue {
  countEntry(cursor);
  const first = cursor.text.charCodeAt(cursor.at);
  if (opensFlow(first)) return readFlow(cursor, depth + 1);
  if (first !== doubleQuote && first !== singleQuote) return readFlowPlain(cursor);
  const value = readScalar(cursor);
  // Not the key of a mapping without braces.
  if (cursor.text.charCodeAt(cursor.at) === colon) throw new Unsure();
  return value;
}

// Inside brackets only these, as the readers of YAML disagree about some of the others.
const inFlowWords = new Uint8Array(128);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./-')
  inFlowWords[character.charCodeAt(0)] = 1;

function readFlowPlain(cursor: PlainCursor): JsonValue {
  const { text, end, at: from } = cursor;
  let checksum = 0;
  let at = from;
  while (at < end && inFlowWords[text.charCodeAt(at)] === 1) {
    checksum = addTo(checksum, text.charCodeAt(at));
    at++;
  }
  if (at === from || text.charAt(from) === '-') throw new Unsure();
  cursor.at = at;
  return plainValue(cursor, { from, to: at, checksum });
}
