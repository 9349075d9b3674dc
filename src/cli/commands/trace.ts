import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadSchemas } from '../../assets/load.ts';
import { terminal } from '../../diagnostics/render/escape.ts';
import { renderText } from '../../diagnostics/render/text.ts';
import { renderTraceJson } from '../../trace/render/json.ts';
import { renderTrace } from '../../trace/render/text.ts';
import type { Trace } from '../../trace/index.ts';
import { traceable } from '../../trace-of.ts';
import { compileArguments } from '../args/compile-arguments.ts';
import type { ParsedArguments } from '../args/parse.ts';
import { choice } from '../args/read.ts';
import { traceArguments } from '../args/trace-arguments.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { readInput } from '../input/read.ts';
import type { CliIo } from '../io.ts';
import { version } from '../version.ts';
import { wantsColor } from '../wants-color.ts';

/** `gatewright trace`. */
export async function runTrace(args: ParsedArguments, io: CliIo): Promise<ExitCode> {
  const format = choice(args, 'format', ['text', 'json']);
  const { request, paths } = traceArguments(args);
  const { options } = compileArguments(args, (path) => readFileSync(resolve(io.cwd, path), 'utf8'));
  const [input, schemas] = await Promise.all([readInput(paths, io), loadSchemas()]);
  const { diagnostics, trace } = traceable(input.files, options, schemas);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0)
    io.stderr.write(
      terminal`${renderText(errors, input.files, { color: wantsColor(args, io, io.stderr) })}\n`,
    );
  if (errors.length > 0 && !options.keepGoing) return exitCodes.inputErrors;
  const traced = trace(request);
  if (format === 'json') io.stdout.writeDocument(renderTraceJson(traced, version));
  else io.stdout.write(renderTrace(traced, { color: wantsColor(args, io, io.stdout) }));
  if (errors.length > 0) return exitCodes.inputErrors;
  return isTaken(traced) ? exitCodes.done : exitCodes.different;
}

/** Some rule takes the request, on every target of some Gateway. */
function isTaken({ gateways }: Trace): boolean {
  return gateways.some(
    ({ results }) => results.length > 0 && results.every(({ rule }) => rule !== null),
  );
}
