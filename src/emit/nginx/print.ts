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

/**
 * Prints blocks of one kind. Templates lay out the file; this prints what comes by the ten thousand,
 * for which a template's loop is too slow.
 *
 * @param depth - how far the blocks are indented
 * @param gap - what stands between two blocks: nothing, or an empty line
 */
export function printBlocks(blocks: readonly Block[], depth: number, gap: '' | '\n'): Printed {
  const outer = INDENT.repeat(depth);
  return blocks
    .map(({ comments, head, lines }) => {
      const notes = comments.map((comment) => `${outer}# ${comment}\n`).join('');
      return `${notes}${outer}${head} {\n${printLines(lines, depth + 1)}\n${outer}}`;
    })
    .join(`\n${gap}`) as Printed;
}

/** Prints lines; the last one's end is the template's. */
export function printLines(lines: readonly Line[], depth: number): Printed {
  const indent = INDENT.repeat(depth);
  return lines.map((line) => indent + line).join('\n') as Printed;
}
