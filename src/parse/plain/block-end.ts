import type { Block } from './block.ts';
import { afterLine, hash, lineFeed, skipSpaces, type PlainCursor } from './cursor.ts';

/**
 * Where `yaml` says that the block of a list's item ends: behind the line break of its last line. Null where it
 * depends on what stands there.
 *
 * @param column - of the list
 */
export function endOfItem(cursor: PlainCursor, { at }: Block, column: number): number | null {
  const { text, end } = cursor;
  let last = afterLine(cursor, at);
  let hasComment = false;
  for (let line = last; line < end;) {
    const next = afterLine(cursor, line);
    const first = skipSpaces(cursor, line);
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
