import { loadAssets } from '../../assets/load.ts';
import { compile } from '../../compile.ts';
import { catalogEntry } from '../../diagnostics/catalog.ts';
import { isAtLeast } from '../../diagnostics/strength.ts';
import { configMapsOf } from '../../krm/config-maps.ts';
import { mergeItems } from '../../krm/merge.ts';
import { printObject } from '../../krm/print.ts';
import { resourceListOf, type ResourceList } from '../../krm/resource-list.ts';
import { resultOf, type Result } from '../../krm/result.ts';
import { readObject } from '../../parse/index.ts';
import { makeReport } from '../../report/make-report.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { compileArguments } from '../args/compile-arguments.ts';
import { lintOptionsOf, today } from '../args/lint-arguments.ts';
import { compileOptions } from '../args/options.ts';
import type { ParsedArguments } from '../args/parse.ts';
import { CliError } from '../cli-error.ts';
import { readFunctionConfig, type FunctionConfig } from '../config/function-config.ts';
import { applyLayers } from '../config/layers.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { readInput } from '../input/read.ts';
import type { CliIo } from '../io.ts';
import { version } from '../version.ts';

/** `gatewright krm`: a KRM function, from a ResourceList on standard input to one on standard output. */
export async function runKrm(args: ParsedArguments, io: CliIo): Promise<ExitCode> {
  if (args.positionals.length > 0) throw new CliError('krm takes no arguments');
  const { files } = await readInput(['-'], io);
  const [file] = files;
  if (file === undefined) throw new CliError('standard input is empty');
  const list = readList(file);
  const { mode, config } = readFunctionConfig(list.functionConfig);
  const settled = applyLayers({ args, env: {}, config, folder: '.' }, compileOptions);
  const done = await judge({ file, list, mode }, settled, io);
  const failed = done.results.some(({ severity }) => severity === 'error');
  const { apiVersion, functionConfig } = list;
  io.stdout.writeDocument(
    printObject({
      apiVersion,
      kind: 'ResourceList',
      ...(functionConfig === null ? {} : { functionConfig }),
      // A function that fails changes nothing.
      items: failed ? list.items : done.items,
      ...(done.results.length === 0 ? {} : { results: done.results }),
    }),
  );
  return failed ? exitCodes.inputErrors : exitCodes.done;
}

/** @throws CliError when it cannot be read. */
function readList(file: SourceFile): ResourceList {
  const { value, diagnostics } = readObject(file);
  const reasons = diagnostics.map(({ code, args }) => catalogEntry(code).message(args));
  const list = value === null ? 'it is not one object' : resourceListOf(value);
  if (typeof list !== 'string') return list;
  throw new CliError(`cannot read standard input: ${list}`, null, reasons);
}

interface Judged {
  readonly items: readonly object[];
  readonly results: readonly Result[];
}

/** What standard input asks for. */
interface Task {
  readonly file: SourceFile;
  readonly list: ResourceList;
  readonly mode: FunctionConfig['mode'];
}

async function judge(
  { file, list, mode }: Task,
  args: ParsedArguments,
  io: CliIo,
): Promise<Judged> {
  // The schema of settings has no endpoint that names a file.
  const { options, failOn } = compileArguments(args, () => '');
  const assets = await loadAssets(options.targets);
  const lint = lintOptionsOf(args, today(io));
  // The reader of manifests takes a ResourceList apart as it does every List.
  const compiled = compile([file], { ...options, lint }, assets);
  const report = makeReport({
    tool: { name: 'gatewright', version },
    ...compiled,
    isFailing: ({ severity }) => isAtLeast(severity, failOn),
  });
  const results = report.findings.map((finding) => {
    const document = finding.document === null ? null : report.documents[finding.document];
    const item = document?.item ?? null;
    return resultOf(finding, item === null ? null : (list.items[item] ?? null));
  });
  if (mode === 'validate') return { items: list.items, results };
  const made = compiled.outputs.map((output) => configMapsOf(output, options.targets));
  const merged = mergeItems(
    list.items,
    made.flatMap(({ configMaps }) => configMaps),
  );
  return {
    items: merged.items,
    results: [...results, ...made.flatMap((each) => each.results), ...merged.results],
  };
}
