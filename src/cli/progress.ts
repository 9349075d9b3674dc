import { escapeForTerminal, terminal } from '../diagnostics/render/escape.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { ParsedArguments } from './args/parse.ts';
import { isSet } from './args/read.ts';
import type { CliIo } from './io.ts';
import { count } from './summary.ts';

/** Characters of input that take about a second. */
const long = 2_000_000;

const clearLine = terminal`\r\u001b[K`;

/**
 * Does something that may take long; meanwhile a line on the terminal says so. Nobody sees it in a file, in a pipe,
 * with `--quiet`, or where there is little to do.
 */
export function withProgress<T>(
  files: readonly SourceFile[],
  work: () => T,
  { args, io }: { readonly args: ParsedArguments; readonly io: CliIo },
): T {
  const length = files.reduce((sum, { text }) => sum + text.length, 0);
  if (!io.stderr.isTerminal || isSet(args, 'quiet') || length < long) return work();
  const megabytes = escapeForTerminal((length / 1_000_000).toFixed(1));
  io.stderr.write(terminal`working on ${count(files.length, 'file', 'files')}, ${megabytes} MB …`);
  try {
    return work();
  } finally {
    io.stderr.write(clearLine);
  }
}
