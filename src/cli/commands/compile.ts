import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadAssets } from '../../assets/load.ts';
import type { CompileMemory } from '../../compile-memory.ts';
import type { CompiledState } from '../../compile.ts';
import type { CompileResult } from '../../compile-options.ts';
import { terminal } from '../../diagnostics/render/escape.ts';
import type { TargetName } from '../../diagnostics/diagnostic.ts';
import { compileArguments, type CompileArguments } from '../args/compile-arguments.ts';
import { lintOptionsOf, today } from '../args/lint-arguments.ts';
import type { ParsedArguments } from '../args/parse.ts';
import { isSet } from '../args/read.ts';
import { compiledCodec } from '../cache/compiled.ts';
import { cacheOf, resultOf } from '../cache/index.ts';
import { CliError, isSystemError, systemReason } from '../cli-error.ts';
import { deliver, type Delivery } from '../deliver.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { readInput, type Input } from '../input/read.ts';
import type { CliIo } from '../io.ts';
import { withProgress } from '../progress.ts';
import { failing, publish } from '../report.ts';
import { planReports, refuseToReplace, type ReportPlan } from '../report-plan.ts';
import { leftOutLines, summaryLine } from '../summary.ts';
import { publishChanges, watch, type RunRound } from '../watch/index.ts';
import { makeWatchMemory } from '../watch/memory.ts';

/** `gatewright compile`. */
export async function runCompile(args: ParsedArguments, io: CliIo): Promise<ExitCode> {
  const wanted = compileArguments(args, (path) => readText(path, io));
  const plan = planReports(args, io);
  keepApart(plan, wanted);
  const cache = cacheOf(args, io);
  const load = () => loadPipeline(wanted.options.targets);
  // With a cache, nothing may be left to do.
  const early = cache === null ? load() : null;
  const memory = isSet(args, 'watch') ? makeWatchMemory() : null;
  const runRound: RunRound = async (earlier) => {
    const start = io.now();
    const [input] = await Promise.all([
      readInput(args.positionals, io, { reports: plan.files }),
      early,
    ]);
    refuseToReplace(input.files, plan, io);
    const lint = lintOptionsOf(args, today(io));
    const { files } = input;
    const options = { ...wanted.options, lint };
    const question = { command: 'compile', codec: compiledCodec, files, options } as const;
    const work = async (known: CompileMemory | null): Promise<CompiledState> => {
      const { compileState, assets } = await (early ?? load());
      const compileAll = () => compileState(files, options, assets, known);
      return withProgress(files, compileAll, { args, io });
    };
    const result = await resultOf(cache, question, memory?.() ?? null, work);
    const failed = failing(result.diagnostics, wanted.failOn).length > 0;
    const { documents, diagnostics, suppressed } = result;
    const found = { documents, diagnostics, suppressed, files: input.files };
    if (earlier === null) await publish(found, { args, io, failOn: wanted.failOn, plan });
    else publishChanges(found, earlier, args, io);
    const delivery = await deliverUnlessFailed(result, wanted, failed, io);
    if (!isSet(args, 'quiet')) printSummary(result, input, delivery, { io, start });
    if (failed) return { code: exitCodes.inputErrors, found };
    return { code: delivery.drifted ? exitCodes.different : exitCodes.done, found };
  };
  if (!isSet(args, 'watch')) return (await runRound(null)).code;
  if (wanted.destination.kind === 'stdout' || wanted.destination.check)
    throw new CliError('--watch writes to a folder', 'Name it with --output DIR, without --check.');
  return watch(runRound, args, plan, io);
}

async function loadPipeline(targets: readonly TargetName[]) {
  const [{ compileState }, assets] = await Promise.all([
    import('../../compile.ts'),
    loadAssets(targets),
  ]);
  return { compileState, assets };
}

/** Standard output cannot hold a configuration and a report. */
function keepApart({ format }: ReportPlan, { destination }: CompileArguments): void {
  if (format === 'text' || destination.kind !== 'stdout') return;
  throw new CliError(
    `standard output takes the configuration, so that --format ${format} has no place`,
    `Write the report to a file with --report ${format}=FILE, or name a folder with --output DIR.`,
  );
}

function deliverUnlessFailed(
  result: CompileResult,
  wanted: CompileArguments,
  failed: boolean,
  io: CliIo,
): Promise<Delivery> {
  if (failed && !wanted.options.keepGoing)
    return Promise.resolve({ result: terminal`nothing written`, drifted: false });
  return deliver(result.outputs, wanted.destination, io);
}

function printSummary(
  result: CompileResult,
  input: Input,
  delivery: Delivery,
  { io, start }: { readonly io: CliIo; readonly start: number },
): void {
  io.stderr.write(leftOutLines(input.leftOut));
  io.stderr.write(
    summaryLine({
      summary: result.summary,
      severities: result.diagnostics.map(({ severity }) => severity),
      result: delivery.result,
      milliseconds: io.now() - start,
    }),
  );
}

function readText(path: string, io: CliIo): string {
  try {
    return readFileSync(resolve(io.cwd, path), 'utf8');
  } catch (error) {
    if (isSystemError(error)) throw new CliError(`cannot read ${path}: ${systemReason(error)}`);
    throw error;
  }
}
