import { joinTerminal, terminal } from '../../diagnostics/render/escape.ts';
import { printDescription } from '../../inspect/print.ts';
import type { ParsedArguments } from '../args/parse.ts';
import { all, optional } from '../args/read.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { CliIo } from '../io.ts';
import { inspect, isIn, notFound, ofKind, wantedOf } from './inspection.ts';

/** `gatewright describe`. */
export async function runDescribe(args: ParsedArguments, io: CliIo): Promise<ExitCode> {
  const wanted = wantedOf('describe', args.positionals);
  const namespace = optional(args, 'namespace') ?? 'default';
  const inspection = await inspect(all(args, 'from'), args, io);
  const named = ofKind(wanted.kind, inspection).filter(
    ({ id }) => wanted.name === null || id.name === wanted.name,
  );
  const found = named.filter(isIn(namespace));
  if (found.length === 0) throw notFound(wanted, namespace, named);
  io.stdout.write(
    joinTerminal(
      found.map((object) => printDescription(object, inspection)),
      terminal`\n\n`,
    ),
  );
  return exitCodes.done;
}
