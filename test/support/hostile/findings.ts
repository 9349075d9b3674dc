import { fieldOf } from '../../../src/diagnostics/diagnostic.ts';
import type { LocatedDiagnostic } from '../../../src/diagnostics/located.ts';
import { formatFieldPath } from '../../../src/source/field-path.ts';

/** `nginx: target/unsupported 12:15 spec.rules[0]`, as expectations of hostile manifests write findings. */
export function findingLine(diagnostic: LocatedDiagnostic): string {
  const { code, target, span } = diagnostic;
  const place = span === null ? '-' : `${span.start.line}:${span.start.column}`;
  const field = formatFieldPath(fieldOf(diagnostic) ?? []);
  return `${target === null ? '' : `${target}: `}${code} ${place} ${field}`.trim();
}
