import { findEdits, type Edit } from './edits.ts';

/** A part of a unified diff: changed lines with some that stay around them. */
export interface Hunk {
  /** 1-based; 0 for an empty side, as diff(1) counts. */
  readonly baseStart: number;
  readonly baseLines: number;
  readonly headStart: number;
  readonly headLines: number;
  readonly lines: readonly DiffLine[];
}

export interface DiffLine {
  readonly how: 'same' | 'removed' | 'added';
  readonly text: string;
}

const CONTEXT = 3;

/** The differences between two texts in which every line ends with a line feed. */
export function hunksOf(before: string, after: string): readonly Hunk[] {
  if (before === after) return [];
  const [base, head] = [linesOf(before), linesOf(after)];
  const groups: [Edit, ...Edit[]][] = [];
  for (const edit of findEdits(base, head)) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group !== undefined && last !== undefined && edit.base[0] - last.base[1] <= 2 * CONTEXT)
      group.push(edit);
    else groups.push([edit]);
  }
  return groups.map((group) => hunkOf(group, base, head));
}

function linesOf(text: string): readonly string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

function hunkOf(
  edits: readonly [Edit, ...Edit[]],
  base: readonly string[],
  head: readonly string[],
): Hunk {
  const [first] = edits;
  const last = edits.at(-1) ?? first;
  const before = Math.min(CONTEXT, first.base[0]);
  const after = Math.min(CONTEXT, base.length - last.base[1]);
  const start = first.base[0] - before;
  const lines: DiffLine[] = [];
  const add = (how: DiffLine['how'], from: readonly string[], to: readonly [number, number]) => {
    for (const text of from.slice(...to)) lines.push({ how, text });
  };
  let at = start;
  for (const edit of edits) {
    add('same', base, [at, edit.base[0]]);
    add('removed', base, edit.base);
    add('added', head, edit.head);
    at = edit.base[1];
  }
  add('same', base, [at, last.base[1] + after]);
  const baseLines = last.base[1] + after - start;
  const headStart = first.head[0] - before;
  const headLines = last.head[1] + after - headStart;
  return {
    baseStart: baseLines === 0 ? start : start + 1,
    baseLines,
    headStart: headLines === 0 ? headStart : headStart + 1,
    headLines,
    lines,
  };
}
