import { loadSchemas } from '../../assets/load.ts';
import { validateManifests, type ValidateResult } from '../../validate-manifests.ts';
import { failOnOf, releaseOf, schemaSourceOf } from '../args/compile-arguments.ts';
import { lintOptionsOf, today } from '../args/lint-arguments.ts';
import type { ParsedArguments } from '../args/parse.ts';
import { all, isSet } from '../args/read.ts';
import { severitiesOf } from '../args/severities.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { namesOf, readInput, type Input } from '../input/read.ts';
import type { CliIo } from '../io.ts';
import { planReports, refuseToReplace } from '../report-plan.ts';
import { failing, publish } from '../report.ts';
import { count, leftOutLines } from '../summary.ts';

/** `gatewright validate`. */
export async function runValidate(args: ParsedArguments, io: CliIo): Promise<ExitCode> {
  const start = io.now();
  const failOn = failOnOf(args);
  const plan = planReports(args, io);
  const context = all(args, 'context');
  const only = context.length === 0 ? null : await namesOf(args.positionals, io);
  const options = {
    ...schemaSourceOf(args),
    upgradeTo: releaseOf(args, 'upgrade-to'),
    severities: severitiesOf(args),
    only,
    lint: lintOptionsOf(args, today(io)),
  };
  const [input, schemas] = await Promise.all([
    readInput(args.positionals, io, { reports: plan.files, context }),
    loadSchemas(),
  ]);
  refuseToReplace(input.files, plan, io);
  const result = validateManifests(input.files, options, schemas);
  const failed = failing(result.diagnostics, failOn).length;
  publish({ ...result, files: input.files }, { args, io, failOn, plan });
  if (!isSet(args, 'quiet')) printSummary(result, input, { failed, io, start });
  return failed === 0 ? exitCodes.done : exitCodes.inputErrors;
}

function printSummary(
  { documents }: ValidateResult,
  { leftOut }: Input,
  { failed, io, start }: { readonly failed: number; readonly io: CliIo; readonly start: number },
): void {
  const counted = count(documents.length, 'document', 'documents');
  const verdict = failed === 0 ? 'valid' : count(failed, 'finding', 'findings');
  const milliseconds = String(Math.round(io.now() - start));
  io.stderr.write(leftOutLines(leftOut));
  io.stderr.write(`${counted} -> ${verdict}, ${milliseconds} ms\n`);
}
