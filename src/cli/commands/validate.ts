import { loadSchemas } from '../../assets/load.ts';
import { terminal } from '../../diagnostics/render/escape.ts';
import type { DocumentMemory } from '../../compile-memory.ts';
import type { ValidatedState, ValidateResult } from '../../validate-manifests.ts';
import { failOnOf, releaseOf, schemaSourceOf } from '../args/compile-arguments.ts';
import { lintOptionsOf, today } from '../args/lint-arguments.ts';
import type { ParsedArguments } from '../args/parse.ts';
import { all, isSet } from '../args/read.ts';
import { severitiesOf } from '../args/severities.ts';
import { cacheOf, resultOf } from '../cache/index.ts';
import { validatedCodec } from '../cache/validated.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { namesOf, readInput, type Input } from '../input/read.ts';
import type { CliIo } from '../io.ts';
import { withProgress } from '../progress.ts';
import { planReports, refuseToReplace } from '../report-plan.ts';
import { failing, publish } from '../report.ts';
import { count, leftOutLines } from '../summary.ts';
import { publishChanges, watch, type RunRound } from '../watch/index.ts';
import { makeWatchMemory } from '../watch/memory.ts';

/** `gatewright validate`. */
export async function runValidate(args: ParsedArguments, io: CliIo): Promise<ExitCode> {
  const failOn = failOnOf(args);
  const plan = planReports(args, io);
  const context = all(args, 'context');
  const cache = cacheOf(args, io);
  const load = () => Promise.all([import('../../validate-manifests.ts'), loadSchemas()]);
  // With a cache, nothing may be left to do.
  const early = cache === null ? load() : null;
  const memory = isSet(args, 'watch') ? makeWatchMemory() : null;
  const runRound: RunRound = async (earlier) => {
    const start = io.now();
    const options = {
      ...schemaSourceOf(args),
      upgradeTo: releaseOf(args, 'upgrade-to'),
      severities: severitiesOf(args),
      only: context.length === 0 ? null : await namesOf(args.positionals, io),
      lint: lintOptionsOf(args, today(io)),
    };
    const [input] = await Promise.all([
      readInput(args.positionals, io, { reports: plan.files, context }),
      early,
    ]);
    refuseToReplace(input.files, plan, io);
    const { files } = input;
    const work = async (known: DocumentMemory | null): Promise<ValidatedState> => {
      const [{ validateState }, schemas] = await (early ?? load());
      const validateAll = () => validateState(files, options, schemas, known);
      return withProgress(files, validateAll, { args, io });
    };
    const question = {
      command: 'validate',
      codec: validatedCodec,
      files,
      options: { ...options, target: null },
    } as const;
    const result = await resultOf(cache, question, memory?.() ?? null, work);
    const failed = failing(result.diagnostics, failOn).length;
    const found = { ...result, files: input.files };
    if (earlier === null) await publish(found, { args, io, failOn, plan });
    else publishChanges(found, earlier, args, io);
    if (!isSet(args, 'quiet')) printSummary(result, input, { failed, io, start });
    return { code: failed === 0 ? exitCodes.done : exitCodes.inputErrors, found };
  };
  if (isSet(args, 'watch')) return watch(runRound, args, plan, io);
  return (await runRound(null)).code;
}

function printSummary(
  { documents }: ValidateResult,
  { leftOut }: Input,
  { failed, io, start }: { readonly failed: number; readonly io: CliIo; readonly start: number },
): void {
  const counted = count(documents.length, 'document', 'documents');
  const verdict = failed === 0 ? terminal`valid` : count(failed, 'finding', 'findings');
  const milliseconds = Math.round(io.now() - start);
  io.stderr.write(leftOutLines(leftOut));
  io.stderr.write(terminal`${counted} -> ${verdict}, ${milliseconds} ms\n`);
}
