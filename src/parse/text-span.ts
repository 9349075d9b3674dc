import type { Position, Span } from '../source/place.ts';
import type { SourceFile } from '../source/source-file.ts';
import { lastAtMost } from '../util/last-at-most.ts';
import { lineStartsOf, type LineStarts } from '../util/line-starts.ts';

/** Line and column of an offset, by binary search. */
export function positionAt(lineStarts: LineStarts, offset: number): Position {
  const line = lastAtMost(lineStarts, offset);
  return { line: line + 1, column: offset - (lineStarts[line] ?? 0) + 1 };
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
