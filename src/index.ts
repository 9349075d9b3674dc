/**
 * gatewright as a library. `compile` and `validateManifests` are pure: they read no file and write none.
 * `loadAssets` and `loadSchemas` read what they need from the package itself.
 */
export { loadAssets, loadSchemas } from './assets/load.ts';
export { compareManifests, type Comparison, type States } from './compare.ts';
export { compile } from './compile.ts';
export { printStatus } from './status/print.ts';
export type { ObjectStatus } from './status/index.ts';
export { statusOf } from './status-of.ts';
export type {
  Assets,
  Channel,
  CompileOptions,
  CompileResult,
  CompileSummary,
  EndpointMapping,
  GatewayAddress,
  GatewayOutput,
} from './compile-options.ts';
export type { Release } from './model/release.ts';
export type { Severities } from './diagnostics/severities.ts';
export type { Suppressed } from './diagnostics/suppressions.ts';
export {
  validateManifests,
  type ValidateOptions,
  type ValidateResult,
} from './validate-manifests.ts';
export type { Severity } from './diagnostics/catalog-entry.ts';
export type { Code } from './diagnostics/catalog.ts';
export type { Diagnostic, TargetName } from './diagnostics/diagnostic.ts';
export type { LocatedDiagnostic } from './diagnostics/located.ts';
export type { JudgedDocument } from './report/judged-document.ts';
export type { SourceFile } from './source/source-file.ts';
export type { OutputFile, TargetOptions, Version } from './target/options.ts';
