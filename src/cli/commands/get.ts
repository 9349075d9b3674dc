import { printObjects, printTables } from '../../inspect/print.ts';
import { today } from '../args/lint-arguments.ts';
import type { ParsedArguments } from '../args/parse.ts';
import { all, choice, isSet, optional } from '../args/read.ts';
import { CliError } from '../cli-error.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { CliIo } from '../io.ts';
import { inspect, isIn, notFound, ofKind, wantedOf } from './inspection.ts';

/** `gatewright get`. */
export async function runGet(args: ParsedArguments, io: CliIo): Promise<ExitCode> {
  const wanted = wantedOf('get', args.positionals);
  const everywhere = isSet(args, 'all-namespaces');
  const namespace = optional(args, 'namespace') ?? 'default';
  if (everywhere && isSet(args, 'namespace'))
    throw new CliError('--namespace and --all-namespaces exclude each other');
  if (everywhere && wanted.name !== null)
    throw new CliError('an object is named within one namespace', 'Leave -A or the name out.');
  const output = choice(args, 'output', ['table', 'wide', 'json', 'yaml']);
  const inspection = await inspect(all(args, 'from'), args, io);
  const named = ofKind(wanted.kind, inspection).filter(
    ({ id }) => wanted.name === null || id.name === wanted.name,
  );
  const found = everywhere ? named : named.filter(isIn(namespace));
  if (found.length === 0) throw notFound(wanted, namespace, named);
  if (output === 'json' || output === 'yaml')
    io.stdout.writeDocument(printObjects(found, output, wanted.name !== null));
  else
    io.stdout.write(
      printTables(found, inspection, {
        wide: output === 'wide',
        allNamespaces: everywhere,
        now: today(io),
      }),
    );
  return exitCodes.done;
}
