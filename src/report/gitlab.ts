import { fingerprints } from './fingerprint.ts';
import { jsonText, type JsonText } from './json-text.ts';
import type { Finding, Report } from './model.ts';
import { sentences } from './wording.ts';

/** GitLab's Code Quality report. Findings about the input as a whole stand at its folder. */
export function renderGitlab({ documents, findings }: Report): JsonText {
  const marks = fingerprints(findings);
  return jsonText(
    findings.map((finding, position) => ({
      description: sentences(finding),
      check_name: finding.code,
      fingerprint: marks[position],
      severity: severityOf(finding, documents),
      location: {
        path: finding.location?.file ?? '.',
        lines: {
          begin: finding.location?.line ?? 1,
          end: finding.location?.endLine ?? 1,
        },
      },
    })),
  );
}

/** `blocker`: no cluster would take the object; `critical`: it cannot be served as it is meant. */
function severityOf({ severity, document }: Finding, documents: Report['documents']): string {
  switch (severity) {
    case 'error':
      return document !== null && documents[document]?.verdict === 'invalid'
        ? 'blocker'
        : 'critical';
    case 'approximated':
      return 'major';
    case 'warning':
      return 'minor';
    case 'info':
      return 'info';
  }
}
