import { isAmbiguous } from '../ambiguity.ts';
import { losesDigits, mayBeTyped, readPlainScalar, type ScalarValue } from '../go-scalar.ts';
import {
  backslash,
  colon,
  doubleQuote,
  endsWord,
  hash,
  lineFeed,
  singleQuote,
  space,
  Unsure,
  type PlainCursor,
} from './cursor.ts';
import { addTo, slotOf } from './words.ts';

/** Reads a scalar that ends on its line. */
export function readScalar(cursor: PlainCursor): ScalarValue {
  const first = cursor.text.charCodeAt(cursor.at);
  if (first === doubleQuote) return readDoubleQuoted(cursor);
  return first === singleQuote ? readSingleQuoted(cursor) : readPlain(cursor);
}

// A plain scalar that starts with one of these is none, or is less plain than it looks.
const indicators = new Uint8Array(128);
for (const character of '-?:,[]{}#&*!|>\'"%@`=<~') indicators[character.charCodeAt(0)] = 1;

/** Reads a plain scalar up to a comment or its line's end. */
function readPlain(cursor: PlainCursor): ScalarValue {
  const { text, end, at: from } = cursor;
  if (indicators[text.charCodeAt(from)] === 1 && !isNegative(text, from)) throw new Unsure();
  let checksum = 0;
  let checksumOfWord = 0;
  let to = from;
  let at = from;
  for (; at < end; at++) {
    const character = text.charCodeAt(at);
    if (character === lineFeed) break;
    if (character === colon && endsWord(cursor, at + 1)) throw new Unsure();
    if (character === hash && to < at) break;
    checksum = addTo(checksum, character);
    if (character === space) continue;
    to = at + 1;
    checksumOfWord = checksum;
  }
  cursor.at = to;
  return plainValue(cursor, { from, to, checksum: checksumOfWord });
}

function isNegative(text: string, from: number): boolean {
  return text.charAt(from) === '-' && isDigit(text.charCodeAt(from + 1));
}

/** A word of the text, with the checksum of its characters. */
export interface Word {
  readonly from: number;
  readonly to: number;
  readonly checksum: number;
}

/** The value of a plain scalar that means the same to everyone. */
export function plainValue(
  { text, words, limits }: PlainCursor,
  { from, to, checksum }: Word,
): ScalarValue {
  const number = smallNumber(text, from, to);
  if (number !== -1) return number;
  const slot = slotOf(checksum);
  const known = words.values[slot];
  if (known?.length === to - from && text.startsWith(known, from)) return known;
  if (to - from > limits.scalarLength) throw new Unsure();
  const scalar = text.slice(from, to);
  if (mayBeTyped(scalar)) {
    const value = readPlainScalar(scalar);
    if (isAmbiguous(scalar, value)) throw new Unsure();
    if (typeof value === 'number' && (!Number.isFinite(value) || losesDigits(scalar, value)))
      throw new Unsure();
    if (typeof value !== 'string') return value;
  }
  if (to - from <= longestWord) words.values[slot] = scalar;
  return scalar;
}

// Longer ones hardly ever occur twice.
const longestWord = 64;

function isDigit(character: number): boolean {
  return character >= 0x30 && character <= 0x39;
}

/** The value of a decimal number without sign and leading zeros; -1 for anything else. */
function smallNumber(text: string, from: number, to: number): number {
  if (to - from > 9 || (text.charAt(from) === '0' && to - from > 1)) return -1;
  let value = 0;
  for (let at = from; at < to; at++) {
    const character = text.charCodeAt(at);
    if (!isDigit(character)) return -1;
    value = value * 10 + character - 0x30;
  }
  return value;
}

function readSingleQuoted(cursor: PlainCursor): string {
  const { text, end, at: from } = cursor;
  let hasQuotes = false;
  for (let at = from + 1; at < end; at++) {
    const character = text.charCodeAt(at);
    if (character === lineFeed) break;
    if (character !== singleQuote) continue;
    if (text.charCodeAt(at + 1) === singleQuote) {
      hasQuotes = true;
      at++;
      continue;
    }
    const content = contentTo(cursor, at);
    return hasQuotes ? content.replaceAll("''", "'") : content;
  }
  throw new Unsure();
}

function readDoubleQuoted(cursor: PlainCursor): string {
  const { text, end, at: from } = cursor;
  let hasEscapes = false;
  for (let at = from + 1; at < end; at++) {
    const character = text.charCodeAt(at);
    if (character === lineFeed) break;
    if (character === backslash) {
      hasEscapes = true;
      at++;
      // Of the escapes only those that need no thought.
      if (!'\\"nt'.includes(text.charAt(at))) break;
    } else if (character === doubleQuote) {
      const content = contentTo(cursor, at);
      return hasEscapes
        ? content.replace(/\\(.)/g, (_, escaped: string) => meaning(escaped))
        : content;
    }
  }
  throw new Unsure();
}

function meaning(escaped: string): string {
  if (escaped === 'n') return '\n';
  return escaped === 't' ? '\t' : escaped;
}

/** What stands between quotes; steps behind the closing one. */
function contentTo(cursor: PlainCursor, closing: number): string {
  const from = cursor.at + 1;
  if (closing + 1 - cursor.at > cursor.limits.scalarLength) throw new Unsure();
  cursor.at = closing + 1;
  return cursor.text.slice(from, closing);
}
