import {
  escapeForTerminal,
  joinTerminal,
  padTerminalEnd,
  terminal,
  terminalLines,
  trimTerminalEnd,
  type TerminalText,
} from '../diagnostics/render/escape.ts';

/** A table as kubectl prints it: columns that are as wide as they have to be, two spaces apart. */
export function textTable(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  indent = terminal``,
): TerminalText {
  const lines = [columns, ...rows].map((row) => row.map(escapeForTerminal));
  const widths = columns.map((_, column) =>
    lines.reduce((most, row) => Math.max(most, (row[column] ?? '').length), 0),
  );
  return terminalLines(
    lines.map((row) => {
      const cells = row.map((cell, column) => padTerminalEnd(cell, widths[column] ?? 0));
      return terminal`${indent}${trimTerminalEnd(joinTerminal(cells, terminal`  `))}`;
    }),
  );
}
