import type { LocatedDiagnostic } from '../diagnostics/located.ts';
import type { Severity } from '../diagnostics/catalog-entry.ts';
import { renderText } from '../diagnostics/render/text.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { FailOn } from './args/compile-arguments.ts';
import type { ParsedArguments } from './args/parse.ts';
import { isSet } from './args/read.ts';
import type { CliIo } from './io.ts';

const strength = {
  error: 3,
  approximated: 2,
  warning: 1,
  info: 0,
} satisfies Record<Severity, number>;

/** The findings that fail a run. */
export function failing(
  diagnostics: readonly LocatedDiagnostic[],
  failOn: FailOn,
): readonly LocatedDiagnostic[] {
  return diagnostics.filter(({ severity }) => strength[severity] >= strength[failOn]);
}

/** Prints findings to standard error; with `--quiet` only those that fail the run. */
export function printDiagnostics(
  diagnostics: readonly LocatedDiagnostic[],
  files: readonly SourceFile[],
  { args, io, failOn }: { args: ParsedArguments; io: CliIo; failOn: FailOn },
): void {
  const shown = isSet(args, 'quiet') ? failing(diagnostics, failOn) : diagnostics;
  const text = renderText(shown, files, { color: wantsColor(args, io) });
  if (text !== '') io.stderr.write(isSet(args, 'quiet') ? text : `${text}\n`);
}

/** Colours on a terminal, unless somebody asked for none (https://no-color.org). */
function wantsColor(args: ParsedArguments, io: CliIo): boolean {
  const noColor = io.env['NO_COLOR'] ?? '';
  return io.stderr.isTerminal && noColor === '' && !isSet(args, 'no-color');
}
