import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { loadAssets } from '../../assets/load.ts';
import type { CompileMemory } from '../../compile-memory.ts';
import type { CompileOptions } from '../../compile-options.ts';
import { terminal } from '../../diagnostics/render/escape.ts';
import { renderText } from '../../diagnostics/render/text.ts';
import { addCoverage, coverageOf, percentCovered } from '../../route-test/coverage.ts';
import type { Coverage, TestFile, TestReport, TestResult } from '../../route-test/model.ts';
import { readTests } from '../../route-test/read.ts';
import { renderTestJson } from '../../route-test/render/json.ts';
import { renderTestJunit } from '../../route-test/render/junit.ts';
import { renderTestText } from '../../route-test/render/text.ts';
import { runByMatcher } from '../../route-test/run.ts';
import { traceable, type Traceable } from '../../trace-of.ts';
import type { SchemaSet } from '../../validate/index.ts';
import { compileArguments } from '../args/compile-arguments.ts';
import type { ParsedArguments } from '../args/parse.ts';
import { all, choice, isSet, optional, parseWhole } from '../args/read.ts';
import { nginxVersions, parseVersion } from '../args/versions.ts';
import { CliError, isSystemError, systemReason } from '../cli-error.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { readInput } from '../input/read.ts';
import type { CliIo } from '../io.ts';
import { findProxy, nginxVersionOf } from '../proxy/binary.ts';
import { runOnProxy } from '../proxy/run-tests.ts';
import type { ProxyPlan } from '../proxy/serve.ts';
import { version } from '../version.ts';
import { makeWatchMemory } from '../watch/memory.ts';
import { watchTests } from '../watch/tests.ts';
import { wantsColor } from '../wants-color.ts';

/** `gatewright test`. */
export async function runTest(args: ParsedArguments, io: CliIo): Promise<ExitCode> {
  const format = choice(args, 'format', ['text', 'json', 'junit']);
  const least = leastCoverage(args);
  const read = (path: string): string => readFileSync(resolve(io.cwd, path), 'utf8');
  const { options } = compileArguments(args, read);
  const plan = await proxyPlan(args, options, io);
  const { schemas } = await loadAssets([]);
  const memory = isSet(args, 'watch') ? makeWatchMemory() : null;
  const around: TestSurroundings = { args, io, options, plan, schemas, memory };
  if (memory === null) {
    const report = await runOnce(around);
    if (report === null) return exitCodes.inputErrors;
    print(report, format, args, io);
    return verdictOn(report, least, io);
  }
  if (format !== 'text') throw new CliError('--watch prints text');
  return watchTests(
    () => pathsOf(args, io),
    async () => {
      const report = await runOnce(around);
      if (report !== null) verdictOn(report, least, io);
      return report;
    },
    { io, color: wantsColor(args, io, io.stdout) },
  );
}

interface TestSurroundings {
  readonly args: ParsedArguments;
  readonly io: CliIo;
  readonly options: CompileOptions;
  readonly plan: ProxyPlan | null;
  readonly schemas: SchemaSet;
  readonly memory: (() => CompileMemory) | null;
}

/** What the tests and their manifests are read from. */
function pathsOf({ positionals, values }: ParsedArguments, io: CliIo): readonly string[] {
  const groups = groupByManifests(readFiles(positionals, io), values.get('manifests') ?? []);
  return [...positionals, ...groups.flatMap(({ manifests }) => manifests)];
}

/** Null when the input has errors, which have been printed. */
async function runOnce({
  args,
  io,
  options,
  plan,
  schemas,
  memory,
}: TestSurroundings): Promise<TestReport | null> {
  const files = readFiles(args.positionals, io);
  const groups = groupByManifests(files, all(args, 'manifests'));
  const results: TestResult[] = [];
  let coverage: Coverage = { rules: 0, covered: 0, missing: [] };
  for (const { manifests, tests } of groups) {
    const input = await readInput(manifests, io);
    const wanted = plan === null ? options : withTarget(options, plan);
    const found = traceable(input.files, wanted, schemas, memory?.().reading ?? null);
    const errors = found.diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) {
      const color = wantsColor(args, io, io.stderr);
      io.stderr.write(terminal`${renderText(errors, input.files, { color })}\n`);
      if (!options.keepGoing) return null;
    }
    for (const file of tests)
      results.push(
        ...(plan === null
          ? runByMatcher(file, found.trace, wanted.targets)
          : await runOnProxy(file, found, plan)),
      );
    coverage = addCoverage(coverage, coverageOfFiles(tests, found));
  }
  return { results, coverage };
}

function coverageOfFiles(files: readonly TestFile[], found: Traceable): Coverage {
  const traces = files.flatMap(({ tests }) => tests.map(({ request }) => found.trace(request)));
  return coverageOf(found.gateways, traces, found.placeOf);
}

function print(
  report: TestReport,
  format: 'text' | 'json' | 'junit',
  args: ParsedArguments,
  io: CliIo,
): void {
  switch (format) {
    case 'text': {
      const color = wantsColor(args, io, io.stdout);
      io.stdout.write(renderTestText(report, { color, quiet: isSet(args, 'quiet') }));
      break;
    }
    case 'json':
      io.stdout.writeDocument(renderTestJson(report, version));
      break;
    case 'junit':
      io.stdout.writeDocument(renderTestJunit(report));
  }
}

function verdictOn({ results, coverage }: TestReport, least: number, io: CliIo): ExitCode {
  const tooLittle = percentCovered(coverage) < least;
  if (tooLittle)
    io.stderr.write(terminal`gatewright: less than ${least} % of the rules are met by tests\n`);
  const failed = results.some(({ outcome }) => outcome === 'failed');
  return failed || tooLittle ? exitCodes.inputErrors : exitCodes.done;
}

function readFiles(names: readonly string[], io: CliIo): readonly TestFile[] {
  if (names.length === 0)
    throw new CliError(
      'test needs a file of tests',
      'For example: gatewright test routes.test.yaml',
    );
  const read = names.map((name) => readTests({ name, text: textOf(name, io) }));
  const problems = read.flatMap((each) => (each.kind === 'wrong' ? each.problems : []));
  if (problems.length > 0) throw new CliError('the tests are wrong', null, problems);
  return read.flatMap((each) => (each.kind === 'ok' ? [each.file] : []));
}

function textOf(name: string, io: CliIo): string {
  try {
    return readFileSync(resolve(io.cwd, name), 'utf8');
  } catch (error) {
    if (isSystemError(error)) throw new CliError(`cannot read ${name}: ${systemReason(error)}`);
    throw error;
  }
}

interface Group {
  readonly manifests: readonly string[];
  readonly tests: readonly TestFile[];
}

/** Files that test the same manifests. Without any, those of the file's own folder are meant. */
function groupByManifests(files: readonly TestFile[], given: readonly string[]): readonly Group[] {
  const groups = new Map<
    string,
    { readonly manifests: readonly string[]; readonly tests: TestFile[] }
  >();
  for (const file of files) {
    const own = file.manifests.length === 0 ? ['.'] : file.manifests;
    const manifests =
      given.length > 0
        ? given
        : own.map((path) => (isAbsolute(path) ? path : join(dirname(file.name), path)));
    const key = JSON.stringify(manifests);
    const group = groups.get(key) ?? { manifests, tests: [] };
    groups.set(key, group);
    group.tests.push(file);
  }
  return [...groups.values()];
}

function leastCoverage(args: ParsedArguments): number {
  const text = optional(args, 'min-coverage');
  if (text === null) return 0;
  const least = parseWhole(text, 0, 100);
  if (least === null)
    throw new CliError(`--min-coverage must be a number from 0 to 100, not ${text}`);
  return least;
}

async function proxyPlan(
  args: ParsedArguments,
  options: CompileOptions,
  io: CliIo,
): Promise<ProxyPlan | null> {
  const named = optional(args, 'proxy-binary');
  const target = choice(args, 'proxy', ['none', 'nginx', 'envoy']);
  if (target === 'none') {
    if (named !== null) throw new CliError('--proxy-binary needs --proxy nginx or --proxy envoy');
    return null;
  }
  const binary = findProxy(target, named, io);
  const told = target === 'nginx' && !isSet(args, 'nginx-version') ? nginxVersionOf(binary) : null;
  const nginxVersion =
    told === null ? options.target.nginxVersion : parseVersion(told, nginxVersions);
  const { target: assets } = await loadAssets([target]);
  return { target, binary, options: { ...options.target, nginxVersion }, assets };
}

function withTarget(options: CompileOptions, plan: ProxyPlan): CompileOptions {
  return { ...options, targets: [plan.target], target: plan.options };
}
