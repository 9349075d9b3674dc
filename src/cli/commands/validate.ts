import { loadSchemas } from '../../assets/load.ts';
import type { Severities } from '../../diagnostics/severities.ts';
import { finish } from '../../diagnostics/finish.ts';
import { doubts, makeLocator, parseFiles } from '../../parse/index.ts';
import { judgedDocuments } from '../../report/judged-document.ts';
import { reviewUpgrade } from '../../upgrade/index.ts';
import { validate } from '../../validate/index.ts';
import { failOnOf, releaseOf, schemaSourceOf } from '../args/compile-arguments.ts';
import type { ParsedArguments } from '../args/parse.ts';
import { severitiesOf } from '../args/severities.ts';
import { isSet } from '../args/read.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { readInput } from '../input/read.ts';
import type { CliIo } from '../io.ts';
import { failing, publish } from '../report.ts';
import { planReports, refuseToReplace } from '../report-plan.ts';
import { count, leftOutLines } from '../summary.ts';

/** The API server has no doubts: it takes its own reading of a text. */
const doubtsAreWarnings: Severities = Object.fromEntries(doubts.map((code) => [code, 'warning']));

/** `gatewright validate`: the first stages of `compile`, which look at each document by itself. */
export async function runValidate(args: ParsedArguments, io: CliIo): Promise<ExitCode> {
  const start = io.now();
  const failOn = failOnOf(args);
  const source = schemaSourceOf(args);
  const upgradeTo = releaseOf(args, 'upgrade-to');
  const plan = planReports(args, io);
  const [input, schemas] = await Promise.all([
    readInput(args.positionals, io, plan.files),
    loadSchemas(),
  ]);
  refuseToReplace(input.files, plan, io);
  const parsed = parseFiles(input.files);
  const validated = validate(parsed.value.documents, schemas, source);
  const changes =
    upgradeTo === null
      ? []
      : reviewUpgrade(parsed.value.documents, schemas, {
          from: source,
          to: { ...source, release: upgradeTo },
        }).diagnostics;
  const { diagnostics, suppressed } = finish(
    [...parsed.diagnostics, ...validated.diagnostics, ...changes],
    {
      files: input.files,
      finder: makeLocator(input.files),
      severities: { ...doubtsAreWarnings, ...severitiesOf(args) },
      ran: (code) => /^(parse|validate)\//.test(code),
    },
  );
  const failed = failing(diagnostics, failOn).length;
  const documents = judgedDocuments(parsed, validated.value.verdicts);
  publish({ documents, diagnostics, suppressed, files: input.files }, { args, io, failOn, plan });
  if (!isSet(args, 'quiet')) {
    const counted = count(parsed.value.documents.length, 'document', 'documents');
    const verdict = failed === 0 ? 'valid' : count(failed, 'finding', 'findings');
    const milliseconds = String(Math.round(io.now() - start));
    io.stderr.write(leftOutLines(input.leftOut));
    io.stderr.write(`${counted} -> ${verdict}, ${milliseconds} ms\n`);
  }
  return failed === 0 ? exitCodes.done : exitCodes.inputErrors;
}
