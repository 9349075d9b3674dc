import type {
  Assets,
  CompileOptions,
  CompileResult,
  CompileSummary,
  GatewayOutput,
  ServedPort,
} from './compile-options.ts';
import type { Code } from './diagnostics/catalog.ts';
import type { Diagnostic, Staged } from './diagnostics/diagnostic.ts';
import { finish } from './diagnostics/finish.ts';
import { meaningKey, type GatewayIr, type Ir } from './ir/index.ts';
import { lint } from './lint/index.ts';
import {
  defaultLimits,
  makeLocator,
  makeReadMemory,
  parseFiles,
  type Locator,
  type ReadMemory,
} from './parse/index.ts';
import { judgedDocuments } from './report/judged-document.ts';
import { resolve } from './resolve/index.ts';
import type { SourceFile } from './source/source-file.ts';
import { certificateFiles, trustFiles } from './target/certificate-files.ts';
import { checkCapabilities } from './target/check.ts';
import type { OutputFile } from './target/options.ts';
import type { Emitted, SourceMapEntry } from './target/source-map.ts';
import { sourceMapFile } from './target/source-map-file.ts';
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

/** What compiling several states has in common. It changes how long that takes, and nothing else. */
export interface CompileMemory {
  readonly reading: ReadMemory;
  /** Files of Gateways by target and what they were made of. */
  readonly emitted: Map<string, Emitted>;
}

export function makeCompileMemory(): CompileMemory {
  return { reading: makeReadMemory(), emitted: new Map() };
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
  const parsed = parseFiles(files, defaultLimits, memory?.reading);
  const validated = validate(parsed.value.documents, assets.schemas, options);
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
  const { ir } = resolved.value;
  const locator = makeLocator(files, memory?.reading);
  const emitted = ir.gateways.map((gateway) =>
    emitGateway(gateway, { options, assets, locator, memory }),
  );

  const { diagnostics, suppressed } = finish(
    [
      ...parsed.diagnostics,
      ...validated.diagnostics,
      ...findUnsupported(validated.value.objects),
      ...resolved.diagnostics,
      ...lints,
      ...emitted.flatMap((each) => each.diagnostics),
    ],
    { files, finder: locator, severities: options.severities, ran: ranFor(options) },
  );
  const failed = diagnostics.some(isError);
  const summary: CompileSummary = {
    gateways: ir.gateways.length,
    routes: resolved.value.attachedRoutes,
    skippedKinds: validated.value.skippedKinds,
  };
  const outputs = failed && !options.keepGoing ? [] : emitted.map((each) => each.value);
  const documents = judgedDocuments(parsed, validated.value.verdicts);
  return { ir, locator, result: { outputs, diagnostics, suppressed, documents, summary } };
}

function isError({ severity }: Pick<Diagnostic, 'severity'>): boolean {
  return severity === 'error';
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

interface EmitContext {
  readonly options: CompileOptions;
  readonly assets: Assets;
  readonly locator: Locator;
  readonly memory: CompileMemory | null;
}

/** All files of one Gateway: each target's configuration, and what they share. */
function emitGateway(
  gateway: GatewayIr,
  { options, assets, locator, memory }: EmitContext,
): Staged<GatewayOutput> {
  const files: OutputFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const sourceMap: SourceMapEntry[] = [];
  for (const name of options.targets) {
    const target = targets[name];
    const checked = checkCapabilities(gateway, target, options.target);
    diagnostics.push(...checked.diagnostics);
    const emit = (): Emitted => target.emit(checked.value, options.target, assets.target);
    const emitted = memory === null ? emit() : emitOnce(name, checked.value, memory, emit);
    for (const { path, text } of emitted.files)
      files.push({ path, content: { kind: 'public', text }, target: name });
    if (options.sourceMap) for (const entry of emitted.sourceMap()) sourceMap.push(entry);
  }
  files.push(...certificateFiles(gateway.certificates), ...trustFiles(gateway.trustBundles));
  if (options.sourceMap)
    files.push(sourceMapFile(sourceMap, ({ document, path }) => locator.field(document, path)));
  const ports = gateway.sockets.map(({ kind, port }): ServedPort => {
    const transport = kind === 'udp' ? 'udp' : 'tcp';
    return { transport, port: port + options.target.portOffset };
  });
  return {
    value: { gateway: gateway.resource, ports, metadata: gateway.metadata, files },
    diagnostics,
  };
}

/** Where manifests stand makes no difference to the files, only to the map from them to the manifests. */
function emitOnce(
  target: string,
  gateway: GatewayIr,
  { emitted }: CompileMemory,
  emit: () => Emitted,
): Emitted {
  const key = `${target} ${meaningKey(gateway)}`;
  const known = emitted.get(key);
  if (known !== undefined) return { ...known, sourceMap: () => [] };
  const files = emit();
  emitted.set(key, files);
  return files;
}
