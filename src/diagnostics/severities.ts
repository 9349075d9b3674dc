import type { Severity } from './catalog-entry.ts';
import type { Code } from './catalog.ts';
import type { LocatedDiagnostic } from './located.ts';
import type { Suppressed } from './suppressions.ts';

/** What somebody wants of findings: another severity, or not to hear of them. */
export type Severities = Readonly<Partial<Record<Code, Severity | 'none'>>>;

export interface Weighed {
  readonly kept: readonly LocatedDiagnostic[];
  readonly suppressed: readonly Suppressed[];
}

/** Findings with the severities that somebody chose. */
export function withSeverities(
  diagnostics: readonly LocatedDiagnostic[],
  severities: Severities,
): Weighed {
  if (Object.keys(severities).length === 0) return { kept: diagnostics, suppressed: [] };
  const kept: LocatedDiagnostic[] = [];
  const suppressed: Suppressed[] = [];
  for (const diagnostic of diagnostics) {
    const severity = severities[diagnostic.code] ?? diagnostic.severity;
    if (severity === 'none')
      suppressed.push({ diagnostic, reason: 'severity none in the settings' });
    else kept.push(severity === diagnostic.severity ? diagnostic : { ...diagnostic, severity });
  }
  return { kept, suppressed };
}
