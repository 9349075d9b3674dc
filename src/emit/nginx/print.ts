import type { Branded } from '../../util/brand.ts';
import type { Head, Line } from './directive.ts';
import type { Comment } from './quote.ts';

/** Lines and blocks as templates print them. */
export type Printed = Branded<'NginxPrinted'>;

/** A block with its comments, ready to be laid out. */
export interface Block {
  readonly comments: readonly Comment[];
  /** What stands before `{`. */
  readonly head: Head;
  readonly lines: readonly Line[];
}

const INDENT = '    ';

export const noBlocks = '' as Printed;

/**
 * Prints blocks of one kind. Templates lay out the file; this prints what comes by the ten thousand,
 * for which a template's loop is too slow.
 *
 * @param depth - how far the blocks are indented
 * @param gap - what stands between two blocks: nothing, or an empty line
 */
export function printBlocks(blocks: readonly Block[], depth: number, gap: '' | '\n'): Printed {
  const outer = INDENT.repeat(depth);
  // One list of pieces and one join: lines are many, and strings put together step by step are copied at each.
  const pieces: string[] = [];
  for (const { comments, head, lines } of blocks) {
    if (pieces.length > 0) pieces.push('\n', gap);
    for (const comment of comments) pieces.push(outer, '# ', comment, '\n');
    pieces.push(outer, head, ' {\n');
    addLines(pieces, lines, depth + 1);
    pieces.push('\n', outer, '}');
  }
  return pieces.join('') as Printed;
}

/** Prints lines; the last one's end is the template's. */
export function printLines(lines: readonly Line[], depth: number): Printed {
  const pieces: string[] = [];
  addLines(pieces, lines, depth);
  return pieces.join('') as Printed;
}

function addLines(pieces: string[], lines: readonly Line[], depth: number): void {
  const indent = INDENT.repeat(depth);
  let isFirst = true;
  for (const line of lines) {
    if (!isFirst) pieces.push('\n');
    pieces.push(indent, line);
    isFirst = false;
  }
}
