import { accept, atEnd, peek, refuse, take, type Cursor } from './cursor.ts';
import type { ClassItem } from './node.ts';

/** What a backslash sequence stands for, where both single characters and classes are allowed. */
export type Escape =
  | { readonly kind: 'byte'; readonly byte: number }
  | { readonly kind: 'class'; readonly items: readonly ClassItem[]; readonly negated: boolean };

const controls: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
]);

export function ranges(...pairs: readonly (readonly [number, number])[]): readonly ClassItem[] {
  return pairs.map(([from, to]) => ({ kind: 'range', from, to }));
}

// RE2's Perl classes are ASCII only; \s has no vertical tab (unlike PCRE's).
const perlClasses: ReadonlyMap<string, readonly ClassItem[]> = new Map([
  ['d', ranges([0x30, 0x39])],
  ['s', ranges([9, 10], [12, 13], [32, 32])],
  ['w', ranges([0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a])],
]);

/** Reads an escape after its backslash; positions such as `\b` are the caller's. */
export function parseEscape(cursor: Cursor): Escape {
  if (atEnd(cursor)) refuse('it ends in a backslash');
  const letter = take(cursor);
  const perl = perlClasses.get(letter.toLowerCase());
  if (perl !== undefined)
    return { kind: 'class', items: perl, negated: letter !== letter.toLowerCase() };
  if (letter === 'p' || letter === 'P') return unicodeClass(cursor, letter === 'P');
  if (letter === 'x') return { kind: 'byte', byte: hex(cursor) };
  if (letter >= '0' && letter <= '7') return { kind: 'byte', byte: octal(cursor, letter) };
  const control = controls.get(letter);
  if (control !== undefined) return { kind: 'byte', byte: control };
  // Only punctuation may be escaped without need: RE2 keeps letters and digits for later meanings.
  if (letter < '\x80' && !/[A-Za-z0-9]/.test(letter))
    return { kind: 'byte', byte: letter.charCodeAt(0) };
  return refuse(`RE2 has no escape sequence \\${printable(letter)}`);
}

/** A character as a message can show it. */
export function printable(letter: string): string {
  return letter > ' ' && letter < '\x7f' ? letter : `x${letter.charCodeAt(0).toString(16)}`;
}

function unicodeClass(cursor: Cursor, negatedLetter: boolean): Escape {
  if (atEnd(cursor)) refuse('\\p needs a class name');
  if (!accept(cursor, '{')) {
    const name = take(cursor);
    return unicode(name, negatedLetter);
  }
  const end = cursor.text.indexOf('}', cursor.at);
  if (end < 0) refuse('\\p{ is not closed');
  const body = cursor.text.slice(cursor.at, end);
  cursor.at = end + 1;
  return body.startsWith('^')
    ? unicode(body.slice(1), !negatedLetter)
    : unicode(body, negatedLetter);
}

function unicode(name: string, negated: boolean): Escape {
  if (!/^[A-Z][A-Za-z_]{0,40}$/.test(name)) refuse('\\p needs the name of a Unicode class');
  return { kind: 'class', items: [{ kind: 'unicode', name, negated }], negated: false };
}

function hex(cursor: Cursor): number {
  if (accept(cursor, '{')) {
    const end = cursor.text.indexOf('}', cursor.at);
    const digits = end < 0 ? '' : cursor.text.slice(cursor.at, end);
    if (!/^[0-9A-Fa-f]{1,8}$/.test(digits)) refuse('\\x{ needs hexadecimal digits and }');
    cursor.at = end + 1;
    return byteValue(Number.parseInt(digits, 16));
  }
  const digits = cursor.text.slice(cursor.at, cursor.at + 2);
  if (!/^[0-9A-Fa-f]{2}$/.test(digits)) refuse('\\x needs two hexadecimal digits');
  cursor.at += 2;
  return Number.parseInt(digits, 16);
}

function octal(cursor: Cursor, first: string): number {
  const isOctal = (letter: string): boolean => letter >= '0' && letter <= '7';
  if (first !== '0' && !isOctal(peek(cursor))) refuse('RE2 has no back-references');
  let digits = first;
  while (digits.length < 3 && isOctal(peek(cursor))) digits += take(cursor);
  return byteValue(Number.parseInt(digits, 8));
}

// Requests are matched byte by byte, so no single character can be above 0xFF.
function byteValue(value: number): number {
  return value > 0xff ? refuse('characters above \\xFF cannot be named by number') : value;
}
