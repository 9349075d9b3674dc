import type { Severity } from '../diagnostics/catalog-entry.ts';
import { catalogEntry } from '../diagnostics/catalog.ts';
import { fieldOf, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { LocatedDiagnostic } from '../diagnostics/located.ts';
import type { Suppressed } from '../diagnostics/suppressions.ts';
import { strongest } from '../diagnostics/strength.ts';
import { formatFieldPath } from '../source/field-path.ts';
import type { Origin, ResourceId, Span } from '../source/place.ts';
import { documentFinder } from './find-document.ts';
import type { JudgedDocument } from './judged-document.ts';
import type {
  DocumentError,
  DocumentReport,
  DocumentVerdict,
  Finding,
  Location,
  RelatedPlace,
  Report,
  ResourceName,
  Tool,
} from './model.ts';

/** Everything that a run found. */
export interface ReportInput {
  readonly tool: Tool;
  /** Sorted by file and place. */
  readonly documents: readonly JudgedDocument[];
  /** As `locate` sorts them. */
  readonly diagnostics: readonly LocatedDiagnostic[];
  readonly suppressed: readonly Suppressed[];
  /** Which findings make the run fail. */
  readonly isFailing: (diagnostic: LocatedDiagnostic) => boolean;
}

/** Puts what a run found into the form that all report formats are made of. */
export function makeReport(input: ReportInput): Report {
  const { tool, documents, diagnostics, suppressed, isFailing } = input;
  const find = documentFinder(documents.map(({ ref }) => ref));
  const nameAt = (origin: Origin): ResourceName | null => {
    const position = find.named(origin.document);
    const apiVersion = position === null ? null : (documents[position]?.apiVersion ?? null);
    return resourceName(origin.resource, apiVersion);
  };
  const toFinding = (diagnostic: LocatedDiagnostic): Finding => {
    const { place, span, related, relatedSpans } = diagnostic;
    return {
      ...textsOf(diagnostic),
      code: diagnostic.code,
      severity: diagnostic.severity,
      failing: isFailing(diagnostic),
      location: span === null ? null : locationOf(span),
      document: find.about(diagnostic),
      resource: place.kind === 'field' ? nameAt(place.origin) : null,
      path: formatFieldPath(fieldOf(diagnostic) ?? []),
      target: diagnostic.target,
      suggestion: diagnostic.suggestion,
      related: related.map(({ origin, note }, position): RelatedPlace => {
        const other = relatedSpans[position] ?? null;
        const location = other === null ? null : locationOf(other);
        return { location, resource: nameAt(origin), path: formatFieldPath(origin.path), note };
      }),
    };
  };
  const findings = diagnostics.map(toFinding);
  const ignored = suppressed.map(({ diagnostic, reason }) => ({
    ...toFinding(diagnostic),
    failing: false,
    reason,
  }));
  // The API server knows nothing of comments and settings.
  const all = [...diagnostics, ...suppressed.map(({ diagnostic }) => diagnostic)];
  const reported = documentReports(documents, [...findings, ...ignored], all);
  return { tool, documents: reported, findings, ignored, summary: summaryOf(reported, findings) };
}

/** Lists at most so many findings; documents and counts stay whole. */
export function limitFindings(report: Report, most: number): Report {
  const findings = strongest(report.findings, most);
  const omitted = report.findings.length - findings.length;
  return { ...report, findings, summary: { ...report.summary, omitted } };
}

function textsOf({ code, args }: Diagnostic): { message: string; effect: string | null } {
  const { message, effect } = catalogEntry(code);
  const said = effect === null ? '' : effect(args);
  return { message: message(args), effect: said === '' ? null : said };
}

function locationOf({ file, start, end }: Span): Location {
  return {
    file,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}

function resourceName(id: ResourceId, apiVersion: string | null): ResourceName | null {
  const { kind, namespace, name } = id;
  if (kind === '') return null;
  return { apiVersion, kind, namespace: namespace === '' ? null : namespace, name };
}

function documentReports(
  documents: readonly JudgedDocument[],
  findings: readonly Finding[],
  diagnostics: readonly LocatedDiagnostic[],
): readonly DocumentReport[] {
  const errors = new Map<number, DocumentError[]>();
  findings.forEach((finding, position) => {
    const diagnostic = diagnostics[position];
    const document = finding.document === null ? undefined : documents[finding.document];
    if (document === undefined || diagnostic === undefined || finding.document === null) return;
    if (!decides(diagnostic, document)) return;
    const known = errors.get(finding.document) ?? [];
    errors.set(finding.document, known);
    known.push(errorOf(finding));
  });
  return documents.map(({ ref, apiVersion, kind, namespace, name, verdict }, position) => ({
    file: ref.file,
    index: ref.index,
    item: ref.item,
    apiVersion,
    kind,
    namespace,
    name,
    verdict,
    errors: errors.get(position) ?? [],
  }));
}

function errorOf({ code, path, message, location }: Finding): DocumentError {
  return { code, path, message, line: location?.line ?? 1, column: location?.column ?? 1 };
}

/**
 * True for a finding that an invalid document owes its verdict to. Doubts about its text and what later
 * stages find do not change the API server's answer.
 */
function decides(diagnostic: LocatedDiagnostic, { verdict, refusal }: JudgedDocument): boolean {
  if (refusal !== null) return isSame(diagnostic, refusal);
  const { code } = diagnostic;
  const { severity } = catalogEntry(code);
  return verdict === 'invalid' && severity === 'error' && code.startsWith('validate/');
}

function isSame(one: Diagnostic, other: Diagnostic): boolean {
  if (one.code !== other.code || one.place.kind !== 'text' || other.place.kind !== 'text')
    return false;
  return (
    one.place.place.start === other.place.place.start &&
    one.place.place.end === other.place.place.end &&
    JSON.stringify(one.args) === JSON.stringify(other.args)
  );
}

function summaryOf(
  documents: readonly DocumentReport[],
  findings: readonly Finding[],
): Report['summary'] {
  const verdicts: Record<DocumentVerdict, number> = { valid: 0, invalid: 0, skipped: 0 };
  for (const { verdict } of documents) verdicts[verdict]++;
  const severities: Record<Severity, number> = { error: 0, approximated: 0, warning: 0, info: 0 };
  for (const { severity } of findings) severities[severity]++;
  const failed = findings.some(({ failing }) => failing);
  return { failed, documents: verdicts, findings: severities, omitted: 0 };
}
