import { escapeForTerminal } from '../diagnostics/render/escape.ts';

/** A table as kubectl prints it: columns that are as wide as they have to be, two spaces apart. */
export function textTable(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  indent = '',
): string {
  const lines = [columns, ...rows].map((row) => row.map(escapeForTerminal));
  const widths = columns.map((_, column) =>
    lines.reduce((most, row) => Math.max(most, (row[column] ?? '').length), 0),
  );
  return lines
    .map((row) => {
      const cells = row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
      return `${indent}${cells.join('  ').trimEnd()}\n`;
    })
    .join('');
}
