import { accept, refuse, type Cursor } from './cursor.ts';
import type { RegexNode } from './node.ts';

// RE2's own limit for a counted repeat, alone and multiplied through nested ones.
const MAX_COUNT = 1000;

interface Count {
  readonly min: number;
  readonly max: number | null;
}

/** Reads the repeat operator after a node, if any. RE2 refuses several in a row, as in `a**`. */
export function parseRepeats(cursor: Cursor, node: RegexNode): RegexNode {
  const count = repeatCount(cursor);
  if (count === null) return node;
  const lazy = accept(cursor, '?');
  if (repeatCount(cursor) !== null) refuse('a repeat follows another repeat');
  return { kind: 'repeat', node, ...count, greedy: lazy === cursor.flags.ungreedy };
}

/** Consumes a repeat operator, if one is next. */
export function repeatCount(cursor: Cursor): Count | null {
  if (accept(cursor, '*')) return { min: 0, max: null };
  if (accept(cursor, '+')) return { min: 1, max: null };
  if (accept(cursor, '?')) return { min: 0, max: 1 };
  return braces(cursor);
}

/** `{n}`, `{n,}` or `{n,m}`; any other `{` is a plain character. */
function braces(cursor: Cursor): Count | null {
  const pattern = /\{(\d{1,6})(,(\d{0,6}))?\}/y;
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text);
  if (found === null) return null;
  cursor.at = pattern.lastIndex;
  const min = Number(found[1]);
  const upper = found[3] ?? '';
  const max = found[2] === undefined ? min : upper === '' ? null : Number(upper);
  if (min > MAX_COUNT || (max !== null && (max > MAX_COUNT || max < min)))
    refuse(`a repeat count must be in order and at most ${String(MAX_COUNT)}`);
  return { min, max };
}

/** The product of nested repeat counts, which RE2 limits too. */
export function repeatProduct(node: RegexNode): number {
  switch (node.kind) {
    case 'sequence':
    case 'alternatives':
      return node.nodes.reduce((most, each) => Math.max(most, repeatProduct(each)), 1);
    case 'repeat': {
      const counted = node.max ?? node.min;
      return Math.max(counted, 1) * repeatProduct(node.node);
    }
    default:
      return 1;
  }
}

export function checkRepeatProduct(node: RegexNode): void {
  if (repeatProduct(node) > MAX_COUNT)
    refuse(`nested repeat counts multiply to more than ${String(MAX_COUNT)}`);
}
