import { loadSchemas } from '../../assets/load.ts';
import { locate } from '../../diagnostics/located.ts';
import { makeLocator, parseFiles } from '../../parse/index.ts';
import { judgedDocuments } from '../../report/judged-document.ts';
import { validate } from '../../validate/index.ts';
import { failOnOf } from '../args/compile-arguments.ts';
import type { ParsedArguments } from '../args/parse.ts';
import { choice, isSet } from '../args/read.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { readInput } from '../input/read.ts';
import type { CliIo } from '../io.ts';
import { failing, publish } from '../report.ts';
import { planReports, refuseToReplace } from '../report-plan.ts';
import { count, leftOutLines } from '../summary.ts';

/** `gatewright validate`: the first stages of `compile`, which look at each document by itself. */
export async function runValidate(args: ParsedArguments, io: CliIo): Promise<ExitCode> {
  const start = io.now();
  const failOn = failOnOf(args);
  const channel = choice(args, 'channel', ['standard', 'experimental']);
  const plan = planReports(args, io);
  const [input, schemas] = await Promise.all([
    readInput(args.positionals, io, plan.files),
    loadSchemas(),
  ]);
  refuseToReplace(input.files, plan, io);
  const parsed = parseFiles(input.files);
  const validated = validate(parsed.value.documents, schemas, { channel });
  const diagnostics = locate(
    [...parsed.diagnostics, ...validated.diagnostics],
    makeLocator(input.files),
  );
  const failed = failing(diagnostics, failOn).length;
  const documents = judgedDocuments(parsed, validated.value.verdicts);
  publish({ documents, diagnostics, files: input.files }, { args, io, failOn, plan });
  if (!isSet(args, 'quiet')) {
    const counted = count(parsed.value.documents.length, 'document', 'documents');
    const verdict = failed === 0 ? 'valid' : count(failed, 'finding', 'findings');
    const milliseconds = String(Math.round(io.now() - start));
    io.stderr.write(leftOutLines(input.leftOut));
    io.stderr.write(`${counted} -> ${verdict}, ${milliseconds} ms\n`);
  }
  return failed === 0 ? exitCodes.done : exitCodes.inputErrors;
}
