/**
 * gatewright as a library. `compile` is pure: it reads no file and writes none. `loadAssets` reads what
 * it needs from the package itself.
 */
export { loadAssets } from './assets/load.ts';
export { compile } from './compile.ts';
export type {
  Assets,
  Channel,
  CompileOptions,
  CompileResult,
  CompileSummary,
  EndpointMapping,
  GatewayOutput,
} from './compile-options.ts';
export type { Severity } from './diagnostics/catalog-entry.ts';
export type { Code } from './diagnostics/catalog.ts';
export type { Diagnostic, TargetName } from './diagnostics/diagnostic.ts';
export type { LocatedDiagnostic } from './diagnostics/located.ts';
export type { JudgedDocument } from './report/judged-document.ts';
export type { SourceFile } from './source/source-file.ts';
export type { OutputFile, TargetOptions, Version } from './target/options.ts';
