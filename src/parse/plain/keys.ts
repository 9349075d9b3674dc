import { mayBeTyped, readPlainScalar } from '../go-scalar.ts';
import {
  colon,
  dash,
  doubleQuote,
  endsWord,
  lineFeed,
  backslash,
  singleQuote,
  Unsure,
  type PlainCursor,
} from './cursor.ts';
import { addTo, slotOf } from './words.ts';

/**
 * Reads a key and steps behind its colon. Null, without a step, when what stands here is none, or is
 * not certainly one.
 */
export function readKey(cursor: PlainCursor): string | null {
  const { text, at: from } = cursor;
  const to = endOfKey(cursor, from);
  if (to === from || text.charCodeAt(to) !== colon || !endsWord(cursor, to + 1)) return null;
  if (to >= cursor.end || to - from > cursor.limits.keyLength) throw new Unsure();
  cursor.at = to + 1;
  const isQuoted = isQuote(text.charCodeAt(from));
  return isQuoted ? text.slice(from + 1, to - 1) : wordKey(cursor, from, to);
}

/** Offset after what may be a key, or the offset itself when nothing may. */
export function endOfKey(cursor: PlainCursor, from: number): number {
  const first = cursor.text.charCodeAt(from);
  return isQuote(first) ? endOfQuotedKey(cursor, from, first) : endOfWord(cursor, from);
}

export function isQuote(character: number): boolean {
  return character === doubleQuote || character === singleQuote;
}

// Letters, digits and the rest of label keys and file names: nothing that means anything to YAML.
const inWords = new Uint8Array(128);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./-')
  inWords[character.charCodeAt(0)] = 1;

function endOfWord({ text, end }: PlainCursor, from: number): number {
  let at = from;
  if (text.charCodeAt(at) === dash) return from;
  while (at < end && inWords[text.charCodeAt(at)] === 1) at++;
  return at;
}

/** Offset after the closing quote, or the start when there is none that is plain to see. */
function endOfQuotedKey({ text, end }: PlainCursor, from: number, quote: number): number {
  for (let at = from + 1; at < end; at++) {
    const character = text.charCodeAt(at);
    if (character === quote) return at + 1;
    if (character === lineFeed || character === backslash) return from;
  }
  return from;
}

function wordKey({ text, words }: PlainCursor, from: number, to: number): string {
  let checksum = 0;
  for (let at = from; at < to; at++) checksum = addTo(checksum, text.charCodeAt(at));
  const slot = slotOf(checksum);
  const known = words.keys[slot];
  if (known?.length === to - from && text.startsWith(known, from)) return known;
  const key = text.slice(from, to);
  // Words such as `on` and numbers are keys that `yaml` and Kubernetes spell differently.
  if (mayBeTyped(key) && typeof readPlainScalar(key) !== 'string') throw new Unsure();
  words.keys[slot] = key;
  return key;
}
