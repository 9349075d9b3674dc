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
import type { GatewayIr } from './ir/index.ts';
import { lint } from './lint/index.ts';
import { makeLocator, parseFiles, type Locator } from './parse/index.ts';
import { judgedDocuments } from './report/judged-document.ts';
import { resolve } from './resolve/index.ts';
import type { SourceFile } from './source/source-file.ts';
import { certificateFiles, trustFiles } from './target/certificate-files.ts';
import { checkCapabilities } from './target/check.ts';
import type { OutputFile } from './target/options.ts';
import type { SourceMapEntry } from './target/source-map.ts';
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
  const parsed = parseFiles(files);
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
  const locator = makeLocator(files);
  const emitted = resolved.value.ir.gateways.map((gateway) =>
    emitGateway(gateway, { options, assets, locator }),
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
    gateways: resolved.value.ir.gateways.length,
    routes: resolved.value.attachedRoutes,
    skippedKinds: validated.value.skippedKinds,
  };
  const outputs = failed && !options.keepGoing ? [] : emitted.map((each) => each.value);
  const documents = judgedDocuments(parsed, validated.value.verdicts);
  return { outputs, diagnostics, suppressed, documents, summary };
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
}

/** All files of one Gateway: each target's configuration, and what they share. */
function emitGateway(
  gateway: GatewayIr,
  { options, assets, locator }: EmitContext,
): Staged<GatewayOutput> {
  const files: OutputFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const sourceMap: SourceMapEntry[] = [];
  for (const name of options.targets) {
    const target = targets[name];
    const checked = checkCapabilities(gateway, target, options.target);
    diagnostics.push(...checked.diagnostics);
    const emitted = target.emit(checked.value, options.target, assets.target);
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
