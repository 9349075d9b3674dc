import type { LabelExpression, LabelSelector } from '../model/index.ts';

/** metav1.LabelSelector: every label and every expression must hold; an empty one selects all. */
export function matchesSelector(
  selector: LabelSelector,
  labels: ReadonlyMap<string, string>,
): boolean {
  return (
    Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels.get(key) === value) &&
    (selector.matchExpressions ?? []).every((expression) => holds(expression, labels))
  );
}

/** Null when the expression is well formed, else the operator that is wrong or misused. */
export function invalidOperator(expression: LabelExpression): string | null {
  const count = expression.values?.length ?? 0;
  switch (expression.operator) {
    case 'In':
    case 'NotIn':
      return count > 0 ? null : expression.operator;
    case 'Exists':
    case 'DoesNotExist':
      return count === 0 ? null : expression.operator;
    default:
      return expression.operator;
  }
}

function holds(expression: LabelExpression, labels: ReadonlyMap<string, string>): boolean {
  if (invalidOperator(expression) !== null) return false;
  const value = labels.get(expression.key);
  switch (expression.operator) {
    case 'In':
      return value !== undefined && (expression.values ?? []).includes(value);
    case 'NotIn':
      return value === undefined || !(expression.values ?? []).includes(value);
    case 'Exists':
      return value !== undefined;
    default:
      return value === undefined;
  }
}
