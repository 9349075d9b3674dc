import type { CompileMemory } from './compile-memory.ts';
import type { Assets, CompileOptions, CompileResult, CompileSummary } from './compile-options.ts';
import type { Code } from './diagnostics/catalog.ts';
import { isError, type Diagnostic } from './diagnostics/diagnostic.ts';
import { finish } from './diagnostics/finish.ts';
import { emitGateway } from './emit-gateway.ts';
import type { Ir } from './ir/index.ts';
import { lint } from './lint/index.ts';
import { defaultLimits, makeLocator, parseFiles, type Locator } from './parse/index.ts';
import { judgedDocuments, type JudgedDocument } from './report/judged-document.ts';
import { resolve } from './resolve/index.ts';
import type { DocumentRef } from './source/place.ts';
import type { SourceFile } from './source/source-file.ts';
import { targets } from './targets.ts';
import { findUnsupported, validate } from './validate/index.ts';

/**
 * Compiles manifests into one data plane per Gateway: the whole pipeline, without any I/O.
 *
 * Mistakes in the input become diagnostics, never exceptions; what throws is a bug of the compiler.
 * Equal input gives equal output in any order of files and documents.
 */
export function compile(
  files: readonly SourceFile[],
  options: CompileOptions,
  assets: Assets,
): CompileResult {
  return compileState(files, options, assets, null).result;
}

/** One of several states of the same manifests. */
export interface CompiledState {
  readonly ir: Ir;
  readonly locator: Locator;
  readonly result: CompileResult;
}

/**
 * `compile`, with what it went through.
 *
 * @param memory - of other states that were compiled with the same options; null for a single one
 */
export function compileState(
  files: readonly SourceFile[],
  options: CompileOptions,
  assets: Assets,
  memory: CompileMemory | null,
): CompiledState {
  const understood = understand(files, options, assets, memory);
  const { ir, diagnostics: found, documents, plain, counts } = understood;
  const locator = makeLocator(files, memory?.reading, plain);
  const emitted = ir.gateways.map((gateway) =>
    emitGateway(gateway, { options, assets, locator, memory }),
  );

  const { diagnostics, suppressed } = finish(
    [...found, ...emitted.flatMap((each) => each.diagnostics)],
    { files, finder: locator, severities: options.severities, ran: ranFor(options) },
  );
  const failed = diagnostics.some(isError);
  const summary: CompileSummary = { gateways: ir.gateways.length, ...counts };
  const outputs = failed && !options.keepGoing ? [] : emitted.map((each) => each.value);
  return { ir, locator, result: { outputs, diagnostics, suppressed, documents, summary } };
}

/** What manifests come to, whatever the target. */
interface Understood {
  readonly ir: Ir;
  readonly diagnostics: readonly Diagnostic[];
  readonly documents: readonly JudgedDocument[];
  /** Documents whose fields are found without reading them again. */
  readonly plain: ReadonlySet<DocumentRef>;
  readonly counts: Pick<CompileSummary, 'routes' | 'skippedKinds'>;
}

/** The stages before the targets. The objects themselves are gone when it is done: they are most of the memory. */
function understand(
  files: readonly SourceFile[],
  options: CompileOptions,
  assets: Assets,
  memory: CompileMemory | null,
): Understood {
  const parsed = parseFiles(files, defaultLimits, memory?.reading);
  const validated = validate(parsed.value.documents, assets.schemas, options, memory?.judging);
  memory?.settle();
  const resolved = resolve(validated.value.resources, {
    ...options,
    portOffset: options.target.portOffset,
  });
  const lints = lint(
    {
      resources: validated.value.resources,
      resolution: resolved.value,
      incomplete: [...parsed.diagnostics, ...validated.diagnostics].some(isError),
      targetsFollow: true,
    },
    options.lint,
  );
  return {
    ir: resolved.value.ir,
    diagnostics: [
      ...parsed.diagnostics,
      ...validated.diagnostics,
      ...findUnsupported(validated.value.objects),
      ...resolved.diagnostics,
      ...lints,
    ],
    documents: judgedDocuments(parsed, validated.value.verdicts),
    plain: parsed.value.plain,
    counts: {
      routes: resolved.value.attachedRoutes,
      skippedKinds: validated.value.skippedKinds,
    },
  };
}

/** Whether a run with these options looks for all findings of a code. */
function ranFor({ targets: wanted, gateways, gatewayClass }: CompileOptions) {
  const whole = gateways.length === 0 && gatewayClass === null;
  const everyTarget = wanted.length === Object.keys(targets).length;
  return (code: Code): boolean => {
    if (/^(parse|validate)\//.test(code)) return true;
    if (code.startsWith('target/')) return whole && everyTarget;
    // The targets themselves refuse such an expression.
    if (code === 'lint/regex-refused') return false;
    return whole && !code.startsWith('upgrade/');
  };
}
