import type { Position, Span } from '../source/place.ts';
import type { SourceFile } from '../source/source-file.ts';

/** Offsets of the first character of each line, ascending. */
export type LineStarts = Uint32Array;

/** Lines end at `\n`. */
export function lineStartsOf(text: string): LineStarts {
  let starts = new Uint32Array(1024);
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    if (count === starts.length) {
      const larger = new Uint32Array(2 * count);
      larger.set(starts);
      starts = larger;
    }
    starts[count++] = at + 1;
  }
  return starts.subarray(0, count);
}

/** Line and column of an offset, by binary search. */
export function positionAt(lineStarts: LineStarts, offset: number): Position {
  let low = 0;
  let high = lineStarts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lineStarts[middle] ?? Infinity) <= offset) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
}

/** The span between two UTF-16 offsets of a file. */
export function spanOfText(file: SourceFile, start: number, end: number): Span {
  return spanOnLines(file.name, lineStartsOf(file.text), start, end);
}

/** The span between two offsets of a file whose lines are known. */
export function spanOnLines(
  file: string,
  lineStarts: LineStarts,
  start: number,
  end: number,
): Span {
  return { file, start: positionAt(lineStarts, start), end: positionAt(lineStarts, end) };
}
