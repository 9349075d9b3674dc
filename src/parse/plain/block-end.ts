import type { Block } from './block.ts';
import { hash, lineFeed, space, type PlainCursor } from './cursor.ts';

/**
 * Where `yaml` says that the block of a list's item ends: behind the line break of its last line. Null where it
 * depends on what stands there.
 *
 * @param column - of the list
 */
export function endOfItem(
  { text, end }: PlainCursor,
  { at }: Block,
  column: number,
): number | null {
  let last = endOfLine(text, at, end);
  let hasComment = false;
  for (let line = last; line < end;) {
    const next = endOfLine(text, line, end);
    const first = line + countBlanks(text, line);
    const character = first < end ? text.charCodeAt(first) : lineFeed;
    if (character === hash) hasComment = true;
    else if (character !== lineFeed) {
      if (first - line <= column) break;
      last = next;
      hasComment = false;
    }
    line = next;
  }
  const lastLine = text.slice(text.lastIndexOf('\n', last - 2) + 1, last);
  // A text in a literal block may look like a comment, and a value may be left out.
  return hasComment || /#|[:-]\s*$/.test(lastLine) ? null : last;
}

function endOfLine(text: string, from: number, end: number): number {
  const at = text.indexOf('\n', from);
  return at === -1 || at >= end ? end : at + 1;
}

function countBlanks(text: string, from: number): number {
  let count = 0;
  while (text.charCodeAt(from + count) === space) count++;
  return count;
}
