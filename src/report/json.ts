import { jsonText, type JsonText } from './json-text.ts';
import type { Finding, Location, RelatedPlace, Report } from './model.ts';

/** Grows when readers of the format have to change; new optional members do not count. */
const formatVersion = 1;

/** The report as JSON by `schemas/report.schema.json`. Equal findings give equal bytes. */
export function renderJson(report: Report): JsonText {
  const { tool, summary, documents, findings, ignored } = report;
  return jsonText({
    formatVersion,
    tool,
    summary,
    documents,
    findings: findings.map(findingJson),
    ignored: ignored.map((finding) => ({ reason: finding.reason, ...findingJson(finding) })),
  });
}

function findingJson(finding: Finding): object {
  const { code, severity, failing, message, effect, suggestion } = finding;
  return {
    code,
    severity,
    failing,
    message,
    effect,
    suggestion,
    ...placeJson(finding.location),
    document: finding.document,
    resource: finding.resource,
    path: finding.path,
    target: finding.target,
    related: finding.related.map(relatedJson),
    docs: `gatewright explain ${code}`,
  };
}

function relatedJson({ note, location, resource, path }: RelatedPlace): object {
  return { note, ...placeJson(location), resource, path };
}

function placeJson(location: Location | null): object {
  const { file, line, column, endLine, endColumn } = location ?? nowhere;
  return { file, line, column, endLine, endColumn };
}

const nowhere = { file: null, line: null, column: null, endLine: null, endColumn: null };
