import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadSchemas } from '../../assets/load.ts';
import { printStatus, printStatusJson, printStatusTable } from '../../status/print.ts';
import { statusOf } from '../../status-of.ts';
import { compileArguments } from '../args/compile-arguments.ts';
import type { ParsedArguments } from '../args/parse.ts';
import { choice } from '../args/read.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { readInput } from '../input/read.ts';
import type { CliIo } from '../io.ts';

const printers = { yaml: printStatus, json: printStatusJson };

/** `gatewright status`. */
export async function runStatus(args: ParsedArguments, io: CliIo): Promise<ExitCode> {
  const { options } = compileArguments(args, (path) => readFileSync(resolve(io.cwd, path), 'utf8'));
  const target = choice(args, 'target', ['envoy', 'nginx']);
  const format = choice(args, 'format', ['yaml', 'json', 'table']);
  const [input, schemas] = await Promise.all([readInput(args.positionals, io), loadSchemas()]);
  const status = statusOf(input.files, options, schemas, target);
  if (format === 'table') io.stdout.write(printStatusTable(status));
  else io.stdout.writeDocument(printers[format](status));
  return exitCodes.done;
}
