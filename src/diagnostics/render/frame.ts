import type { Span } from '../../source/place.ts';
import { escapeForTerminal, terminal, trimTerminalEnd, type TerminalText } from './escape.ts';

/** One source line and the marks under it, ready to print. */
export interface Frame {
  readonly line: TerminalText;
  readonly marks: TerminalText;
}

/** Longest part of a source line that is shown; more is cut around the span. */
const maxColumns = 160;
const lead = 40;

/** The span's first line with `^` under what it covers there. */
export function frameOf(text: string, span: Span): Frame {
  const from = clamp(span.start.column - 1, 0, text.length);
  const until = span.end.line === span.start.line ? span.end.column - 1 : text.length;
  const to = clamp(until, from, text.length);
  const cutFrom = text.length > maxColumns && from > lead ? from - lead : 0;
  const cutTo = Math.min(text.length, cutFrom + maxColumns);
  const before = printable(text.slice(cutFrom, from));
  const marked = printable(text.slice(from, Math.min(to, cutTo)));
  const after = printable(text.slice(Math.min(to, cutTo), cutTo));
  const opening = cutFrom > 0 ? terminal`… ` : terminal``;
  const closing = cutTo < text.length ? terminal` …` : terminal``;
  return {
    line: trimTerminalEnd(terminal`${opening}${before}${marked}${after}${closing}`),
    marks: escapeForTerminal(
      ' '.repeat(widthOf(opening) + widthOf(before)) + '^'.repeat(Math.max(1, widthOf(marked))),
    ),
  };
}

function printable(text: string): TerminalText {
  return escapeForTerminal(text.replaceAll('\t', '  '));
}

/** Columns that a terminal gives to a text: East Asian wide characters take two, marks none. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{Mark}/u.test(character)) continue;
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return width;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
