import type { Severity } from './catalog-entry.ts';
import type { Code } from './catalog.ts';
import type { LocatedDiagnostic } from './located.ts';

/** What somebody wants of findings: another severity, or not to hear of them. */
export type Severities = Readonly<Partial<Record<Code, Severity | 'none'>>>;

/** Findings with the severities that somebody chose. */
export function withSeverities(
  diagnostics: readonly LocatedDiagnostic[],
  severities: Severities,
): readonly LocatedDiagnostic[] {
  if (Object.keys(severities).length === 0) return diagnostics;
  return diagnostics.flatMap((diagnostic) => {
    const severity = severities[diagnostic.code] ?? diagnostic.severity;
    if (severity === 'none') return [];
    return severity === diagnostic.severity ? [diagnostic] : [{ ...diagnostic, severity }];
  });
}
