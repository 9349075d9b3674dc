import { catalogEntry } from '../diagnostics/catalog.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { formatFieldPath } from '../source/field-path.ts';
import type { Condition } from './model.ts';

/**
 * A listener's condition where a filter of it is the reason: GEP-5224 has one reason for all references that lead
 * nowhere, and a message that names the filter.
 */
export function aboutFilters(condition: Condition, ofFilters: readonly Diagnostic[]): Condition {
  const finding = ofFilters.find(
    ({ code }) => catalogEntry(code).condition?.type === condition.type,
  );
  if (condition.status !== 'False' || finding === undefined) return condition;
  const place = finding.place.kind === 'field' ? finding.place.origin.path.slice(3, 6) : [];
  const reason =
    condition.type === 'ResolvedRefs' && condition.reason !== 'RefNotPermitted'
      ? 'InvalidListenerFilterRef'
      : condition.reason;
  return { ...condition, reason, message: `${formatFieldPath(place)}: ${condition.message}` };
}
