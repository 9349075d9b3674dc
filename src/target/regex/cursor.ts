/** Flags that are in force: `(?i)`, `(?s)`, `(?m)`, `(?U)`. */
export interface Flags {
  readonly ignoreCase: boolean;
  readonly dotAll: boolean;
  readonly multiline: boolean;
  readonly ungreedy: boolean;
}

/** The place that a parser has reached in an expression's bytes. */
export interface Cursor {
  /** Latin-1 view of the UTF-8 bytes: one UTF-16 unit for each byte. */
  readonly text: string;
  at: number;
  flags: Flags;
  depth: number;
}

/** Why an expression is refused; caught at the boundary of `parseRegex`. */
export class RegexRefusal extends Error {}

export function refuse(reason: string): never {
  throw new RegexRefusal(reason);
}

export function peek(cursor: Cursor, ahead = 0): string {
  return cursor.text.charAt(cursor.at + ahead);
}

export function startsWith(cursor: Cursor, text: string): boolean {
  return cursor.text.startsWith(text, cursor.at);
}

/** Consumes `text` when it is next. */
export function accept(cursor: Cursor, text: string): boolean {
  if (!startsWith(cursor, text)) return false;
  cursor.at += text.length;
  return true;
}

/** Consumes one character; the caller has made sure that there is one. */
export function take(cursor: Cursor): string {
  const next = peek(cursor);
  cursor.at += 1;
  return next;
}

export function atEnd(cursor: Cursor): boolean {
  return cursor.at >= cursor.text.length;
}
