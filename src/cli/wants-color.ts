import type { ParsedArguments } from './args/parse.ts';
import { isSet } from './args/read.ts';
import type { CliIo, TextSink } from './io.ts';

/** Colours on a terminal, unless somebody asked for none (https://no-color.org). */
export function wantsColor(args: ParsedArguments, io: CliIo, sink: TextSink): boolean {
  const noColor = io.env['NO_COLOR'] ?? '';
  return sink.isTerminal && noColor === '' && !isSet(args, 'no-color');
}
