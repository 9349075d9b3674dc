import { atField, type Report } from '../diagnostics/diagnostic.ts';
import type { AllowedNamespaces } from '../model/index.ts';
import { originAt, type Origin } from '../source/place.ts';
import { invalidOperator } from './label-selector.ts';
import { namespaceMatches, type ObjectIndex } from './object-index.ts';

/** Who lets objects of some namespaces attach. */
export interface NamespaceGuard {
  readonly allowed: AllowedNamespaces;
  /** As messages name it. */
  readonly name: string;
  /** What may attach, in the plural. */
  readonly takes: string;
  /** What `Same` means. */
  readonly namespace: string;
}

/** Why an object of a namespace may not attach, or null when it may. */
export function namespaceRefusal(
  { allowed: { from, selector }, name, takes, namespace: own }: NamespaceGuard,
  namespace: string,
  index: ObjectIndex,
): string | null {
  switch (from) {
    case 'All':
      return null;
    case 'Same':
      return namespace === own ? null : `${name} takes ${takes} of namespace ${own} only`;
    case 'Selector':
      if (selector !== undefined && namespaceMatches(index, namespace, selector)) return null;
      return index.namespaces.has(namespace)
        ? `the labels of namespace ${namespace} do not fit the selector`
        : `Namespace ${namespace} is not in the input, so its labels are unknown`;
    case 'None':
      return `${name} takes no ${takes}`;
  }
}

/** Reports what is wrong with the selector, which then selects nothing. */
export function checkSelector(
  { selector }: AllowedNamespaces,
  origin: Origin,
  report: Report,
): void {
  for (const [position, expression] of (selector?.matchExpressions ?? []).entries()) {
    const operator = invalidOperator(expression);
    if (operator === null) continue;
    const place = originAt(origin, 'selector', 'matchExpressions', position, 'operator');
    report(atField('resolve/invalid-selector', place, { operator }));
  }
}
