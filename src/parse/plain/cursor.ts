import type { JsonValue } from '../document.ts';
import type { DocumentText } from '../document-text.ts';
import type { ParseLimits } from '../limits.ts';
import type { Words } from './words.ts';

/** Where the plain reader stands in a document. Offsets are UTF-16 units in the file. */
export interface PlainCursor {
  readonly text: string;
  /** Of the document. */
  readonly end: number;
  readonly limits: ParseLimits;
  readonly words: Words;
  /** Items of the lists that are being read; a list that grows by itself takes room for 17 items. */
  readonly items: JsonValue[];
  /** Of `items`, how many are in use. */
  open: number;
  at: number;
  /** Blanks before what stands at `at`, when that is the first of its line; -1 at the document's end. */
  column: number;
  /** At least as many as `yaml` cuts the text into. */
  tokens: number;
}

/** A cursor at the start of a document. */
export function cursorIn(
  { file, start, end }: DocumentText,
  limits: ParseLimits,
  words: Words,
): PlainCursor {
  return {
    text: file.text,
    end,
    limits,
    words,
    items: [],
    open: 0,
    at: start,
    column: 0,
    tokens: 0,
  };
}

/** Tells that a document is not plain, or may not be. Never leaves the parse stage. */
export class Unsure extends Error {}

export const lineFeed = 0x0a;
export const space = 0x20;
export const doubleQuote = 0x22;
export const hash = 0x23;
export const singleQuote = 0x27;
export const comma = 0x2c;
export const dash = 0x2d;
export const colon = 0x3a;
export const backslash = 0x5c;
export const bar = 0x7c;

/** True where a word ends: at a blank, a line's end and the document's end. */
export function endsWord({ text, end }: PlainCursor, at: number): boolean {
  if (at >= end) return true;
  const character = text.charCodeAt(at);
  return character === space || character === lineFeed;
}

/** Offset of the next character that is no blank, from an offset on. */
export function skipSpaces({ text, end }: PlainCursor, from: number): number {
  let at = from;
  while (at < end && text.charCodeAt(at) === space) at++;
  return at;
}

/** Steps from the start of a line to the next thing that is no blank, line break or comment. */
export function enterLine(cursor: PlainCursor): void {
  const { text, end } = cursor;
  let start = cursor.at;
  for (;;) {
    const at = skipSpaces(cursor, start);
    const character = at < end ? text.charCodeAt(at) : 0;
    if (character !== hash && character !== lineFeed) {
      cursor.at = at;
      cursor.column = at < end ? at - start : -1;
      return;
    }
    start = afterLine(cursor, at);
  }
}

/** Steps over blanks, a comment and the line's end, and into the next line. */
export function leaveLine(cursor: PlainCursor): void {
  const { text, end, at: from } = cursor;
  const at = skipSpaces(cursor, from);
  const character = at < end ? text.charCodeAt(at) : lineFeed;
  if (character !== lineFeed && (character !== hash || at === from)) throw new Unsure();
  cursor.at = afterLine(cursor, at);
  enterLine(cursor);
}

/** Offset after the line break, or the end of the document. */
export function afterLine({ text, end }: PlainCursor, from: number): number {
  let at = from;
  while (at < end && text.charCodeAt(at) !== lineFeed) at++;
  return at < end ? at + 1 : end;
}

/** Counts what `yaml` needs at most for one member or item. */
export function countEntry(cursor: PlainCursor): void {
  cursor.tokens += 10;
  if (cursor.tokens > cursor.limits.tokens) throw new Unsure();
}
