import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadSchemas } from '../../assets/load.ts';
import { printStatus } from '../../status/print.ts';
import { statusOf } from '../../status-of.ts';
import { compileArguments } from '../args/compile-arguments.ts';
import type { ParsedArguments } from '../args/parse.ts';
import { choice } from '../args/read.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { readInput } from '../input/read.ts';
import type { CliIo } from '../io.ts';

/** `gatewright status`. */
export async function runStatus(args: ParsedArguments, io: CliIo): Promise<ExitCode> {
  const { options } = compileArguments(args, (path) => readFileSync(resolve(io.cwd, path), 'utf8'));
  const target = choice(args, 'target', ['envoy', 'nginx']);
  const [input, schemas] = await Promise.all([readInput(args.positionals, io), loadSchemas()]);
  io.stdout.write(printStatus(statusOf(input.files, options, schemas, target)));
  return exitCodes.done;
}
