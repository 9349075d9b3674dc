import { accept, atEnd, peek, refuse, startsWith, take, type Cursor } from './cursor.ts';
import { parseEscape, ranges } from './escapes.ts';
import type { ClassItem, RegexNode } from './node.ts';

const posix: ReadonlyMap<string, readonly ClassItem[]> = new Map([
  ['alnum', ranges([0x30, 0x39], [0x41, 0x5a], [0x61, 0x7a])],
  ['alpha', ranges([0x41, 0x5a], [0x61, 0x7a])],
  ['ascii', ranges([0, 0x7f])],
  ['blank', ranges([9, 9], [32, 32])],
  ['cntrl', ranges([0, 31], [0x7f, 0x7f])],
  ['digit', ranges([0x30, 0x39])],
  ['graph', ranges([0x21, 0x7e])],
  ['lower', ranges([0x61, 0x7a])],
  ['print', ranges([0x20, 0x7e])],
  ['punct', ranges([0x21, 0x2f], [0x3a, 0x40], [0x5b, 0x60], [0x7b, 0x7e])],
  ['space', ranges([9, 13], [32, 32])],
  ['upper', ranges([0x41, 0x5a])],
  ['word', ranges([0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a])],
  ['xdigit', ranges([0x30, 0x39], [0x41, 0x46], [0x61, 0x66])],
]);

/** All bytes that no range of `items` covers. */
export function complement(items: readonly ClassItem[]): readonly ClassItem[] {
  const gaps: (readonly [number, number])[] = [];
  let next = 0;
  const sorted = items
    .flatMap((item) => (item.kind === 'range' ? [item] : []))
    .sort((a, b) => a.from - b.from);
  for (const { from, to } of sorted) {
    if (from > next) gaps.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  if (next <= 0xff) gaps.push([next, 0xff]);
  return ranges(...gaps);
}

/** Reads a bracket expression after its `[`. */
export function parseBracket(cursor: Cursor): RegexNode {
  const negated = accept(cursor, '^');
  const items: ClassItem[] = [];
  let first = true;
  while (first || !startsWith(cursor, ']')) {
    if (atEnd(cursor)) refuse('a [ is not closed');
    items.push(...member(cursor));
    first = false;
  }
  cursor.at += 1;
  return { kind: 'class', negated, items, ignoreCase: cursor.flags.ignoreCase };
}

function member(cursor: Cursor): readonly ClassItem[] {
  if (startsWith(cursor, '[:')) {
    const named = posixClass(cursor);
    if (named !== null) return named;
  }
  const from = single(cursor);
  if (typeof from !== 'number') return from;
  if (peek(cursor) !== '-' || peek(cursor, 1) === ']' || peek(cursor, 1) === '')
    return ranges([from, from]);
  cursor.at += 1;
  const to = single(cursor);
  if (typeof to !== 'number' || to < from) refuse('a range inside [ ] is out of order');
  return ranges([from, to]);
}

function single(cursor: Cursor): number | readonly ClassItem[] {
  if (atEnd(cursor)) refuse('a [ is not closed');
  if (!accept(cursor, '\\')) return take(cursor).charCodeAt(0);
  const escape = parseEscape(cursor);
  if (escape.kind === 'byte') return escape.byte;
  return escape.negated ? complement(escape.items) : escape.items;
}

function posixClass(cursor: Cursor): readonly ClassItem[] | null {
  const end = cursor.text.indexOf(':]', cursor.at + 2);
  if (end < 0) return null;
  const body = cursor.text.slice(cursor.at + 2, end);
  const negated = body.startsWith('^');
  const items = posix.get(negated ? body.slice(1) : body);
  if (items === undefined) return refuse('[: :] holds no class name that RE2 knows');
  cursor.at = end + 2;
  return negated ? complement(items) : items;
}
