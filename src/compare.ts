import { makeCompileMemory } from './compile-memory.ts';
import { compileState, type CompiledState } from './compile.ts';
import type { Assets, CompileOptions } from './compile-options.ts';
import { catalogEntry } from './diagnostics/catalog.ts';
import type { LocatedDiagnostic } from './diagnostics/located.ts';
import type { Change } from './diff/change.ts';
import { compareOutputs } from './diff/config.ts';
import { compareFindings } from './diff/findings.ts';
import { meaningOf } from './diff/meaning/index.ts';
import type {
  DiffReport,
  ManifestPlace,
  ReportedChange,
  ReportedFile,
  ReportedFinding,
} from './diff/model.ts';
import type { Locator } from './parse/index.ts';
import { formatFieldPath } from './source/field-path.ts';
import { describeResource, type Origin, type ResourceId, type Span } from './source/place.ts';
import type { SourceFile } from './source/source-file.ts';

/** Two states of the same manifests; files that they have in common have the same names. */
export interface States {
  readonly base: readonly SourceFile[];
  readonly head: readonly SourceFile[];
}

/** What a change of manifests does. */
export interface Comparison extends Pick<
  DiffReport,
  'different' | 'changes' | 'findings' | 'files'
> {
  /** The findings of the later state, with which it passes or fails. */
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/**
 * Compiles two states of the same manifests and compares them: what they mean, what was found in them, and what they
 * are compiled to. Pure, as `compile` is. What is wrong costs only itself, as with a controller, so that a state with
 * errors can be compared.
 *
 * @param options - those of `compile`; `keepGoing` and `sourceMap` do not matter.
 */
export function compareManifests(
  { base, head }: States,
  options: CompileOptions,
  assets: Assets,
): Comparison {
  const memory = makeCompileMemory();
  const both: CompileOptions = { ...options, keepGoing: true, sourceMap: false };
  const before = compileState(base, both, assets, memory);
  const after = compileState(head, both, assets, memory);
  const changes = meaningOf(before.ir, after.ir).map((change) =>
    reportChange(change, before, after),
  );
  const found = compareFindings(before.result.diagnostics, after.result.diagnostics);
  const findings = {
    introduced: found.introduced.map(reportFinding),
    fixed: found.fixed.map(reportFinding),
    unchanged: found.unchanged.map(reportFinding),
  };
  const files = compareOutputs(before.result.outputs, after.result.outputs).map(
    ({ gateway, ...file }): ReportedFile => ({ ...file, gateway: nameOf(gateway) }),
  );
  const different =
    changes.length + findings.introduced.length + findings.fixed.length + files.length > 0;
  return { different, changes, findings, files, diagnostics: after.result.diagnostics };
}

function reportChange(
  { gateway, base, head, ...change }: Change,
  before: CompiledState,
  after: CompiledState,
): ReportedChange {
  return {
    ...change,
    gateway: nameOf(gateway),
    base: base === null ? null : placeAt(base, before.locator),
    head: head === null ? null : placeAt(head, after.locator),
  };
}

function placeAt(origin: Origin, locator: Locator): ManifestPlace {
  return placeOf(locator.field(origin.document, origin.path), origin);
}

function placeOf({ file, start }: Span, origin: Origin | null): ManifestPlace {
  return {
    file,
    line: start.line,
    column: start.column,
    resource: origin === null ? '' : describeResource(origin.resource),
    path: origin === null ? '' : formatFieldPath(origin.path),
  };
}

function reportFinding(finding: LocatedDiagnostic): ReportedFinding {
  const { code, severity, args, target, span, place } = finding;
  const { message, effect } = catalogEntry(code);
  const said = effect === null ? '' : effect(args);
  const origin = place.kind === 'field' ? place.origin : null;
  return {
    code,
    severity,
    message: message(args),
    effect: said === '' ? null : said,
    target,
    place: span === null ? null : placeOf(span, origin),
  };
}

function nameOf({ namespace, name }: ResourceId): string {
  return `${namespace}/${name}`;
}
