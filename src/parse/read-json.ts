import { atText, type Report } from '../diagnostics/diagnostic.ts';
import type { JsonObject, JsonValue } from './document.ts';
import { placeIn, type DocumentText } from './document-text.ts';
import { losesDigits } from './go-scalar.ts';
import { openObject } from './json-object.ts';
import { endOfJsonString } from './json-text.ts';
import type { ParseLimits } from './limits.ts';
import { refusal, type Range } from './refusal.ts';

interface Cursor {
  readonly document: DocumentText;
  readonly text: string;
  readonly limits: ParseLimits;
  readonly report: Report;
  at: number;
}

const blanks = /[ \t\r\n]*/y;
const literal = /[-+.0-9A-Za-z]*/y;
const halfCharacter = /\p{Surrogate}/u;

/**
 * Reads a text that `JSON.parse` accepts, which cannot tell of duplicate keys and lost digits.
 *
 * @throws Refusal for duplicate keys, halves of characters and passed limits.
 */
export function readJson(
  document: DocumentText,
  text: string,
  limits: ParseLimits,
  report: Report,
): JsonValue {
  return readValue({ document, text, limits, report, at: 0 }, 0);
}

function readValue(cursor: Cursor, depth: number): JsonValue {
  skipBlanks(cursor);
  const first = cursor.text.charAt(cursor.at);
  if (first === '"') return readString(cursor);
  if (first !== '{' && first !== '[') return readLiteral(cursor);
  if (depth >= cursor.limits.depth) {
    const range: Range = [cursor.at, cursor.at + 1];
    throw refusal(cursor.document, 'parse/too-deep', range, { most: cursor.limits.depth });
  }
  cursor.at++;
  return first === '{' ? readObject(cursor, depth + 1) : readArray(cursor, depth + 1);
}

function readObject(cursor: Cursor, depth: number): JsonObject {
  const members = openObject();
  while (!closes(cursor, '}')) {
    skipBlanks(cursor);
    const start = cursor.at;
    const key = readString(cursor);
    const range: Range = [start, cursor.at];
    if (key.length > cursor.limits.keyLength) {
      const args = { what: 'key', most: cursor.limits.keyLength };
      throw refusal(cursor.document, 'parse/too-large', range, args);
    }
    if (key in members) throw refusal(cursor.document, 'parse/duplicate-key', range, { key });
    skipBlanks(cursor);
    cursor.at++;
    members[key] = readValue(cursor, depth);
  }
  return members;
}

function readArray(cursor: Cursor, depth: number): readonly JsonValue[] {
  const items: JsonValue[] = [];
  while (!closes(cursor, ']')) items.push(readValue(cursor, depth));
  return items;
}

/** Steps over a comma, or over the closing bracket and tells so. */
function closes(cursor: Cursor, bracket: string): boolean {
  skipBlanks(cursor);
  const next = cursor.text.charAt(cursor.at);
  if (next === bracket || next === ',') cursor.at++;
  return next === bracket;
}

function readString(cursor: Cursor): string {
  const start = cursor.at;
  cursor.at = endOfJsonString(cursor.text, start);
  if (cursor.at - start > cursor.limits.scalarLength) {
    const args = { what: 'value', most: cursor.limits.scalarLength };
    throw refusal(cursor.document, 'parse/too-large', [start, start], args);
  }
  const quoted = cursor.text.slice(start, cursor.at);
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  const value = String(JSON.parse(quoted));
  // Go's reader of JSON puts another character here, its reader of YAML refuses it; the first document of a text
  // decides which of the two reads it.
  if (halfCharacter.test(value)) {
    const problem = 'an escape of half a character';
    throw refusal(cursor.document, 'parse/syntax', [start, cursor.at], { problem });
  }
  return value;
}

function readLiteral(cursor: Cursor): JsonValue {
  literal.lastIndex = cursor.at;
  const word = literal.exec(cursor.text)?.[0] ?? '';
  const range: Range = [cursor.at, cursor.at + word.length];
  cursor.at += word.length;
  if (word === 'true' || word === 'false') return word === 'true';
  if (word === 'null') return null;
  const value = Number(word);
  if (!Number.isFinite(value))
    throw refusal(cursor.document, 'parse/not-finite', range, { text: word });
  if (losesDigits(word, value)) {
    const place = placeIn(cursor.document, ...range);
    cursor.report(atText('parse/integer-precision', place, { text: word }));
  }
  return value === 0 ? 0 : value;
}

function skipBlanks(cursor: Cursor): void {
  blanks.lastIndex = cursor.at;
  blanks.exec(cursor.text);
  cursor.at = blanks.lastIndex;
}
