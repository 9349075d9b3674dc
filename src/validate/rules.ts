import { isJsonList, isJsonObject, type JsonValue } from '../parse/document.ts';
import type { FieldPath } from '../source/field-path.ts';
import { breaks, CelError, type RuleGroup } from './cel.ts';
import type { KindSchema, Structure } from './schema-set.ts';

/** Evaluates every rule of a schema whose field is there (x-kubernetes-validations). */
export function checkRules(
  value: JsonValue,
  { structure, rules, groups }: KindSchema,
  report: (path: FieldPath, problem: string) => void,
): void {
  const steps: (string | number)[] = [];

  const visit = (each: JsonValue, shape: Structure): void => {
    if (each === null) return;
    const group = shape.v === undefined ? undefined : groups[shape.v];
    if (group !== undefined && !keepsAll(group, each))
      for (const position of group.rules) {
        const rule = rules[position];
        const problem = rule === undefined ? null : breaks(rule, each);
        if (rule !== undefined && problem !== null) report([...steps, ...rule.path], problem);
      }
    if (shape.r) visitInner(each, shape);
  };

  const visitInner = (each: JsonValue, shape: Structure): void => {
    if (isJsonList(each)) {
      const { i } = shape;
      if (i === undefined) return;
      each.forEach((item, position) => {
        step(position, item, i);
      });
    } else if (isJsonObject(each))
      for (const name in each) {
        const inner = innerOf(shape, name);
        if (inner !== undefined) step(name, each[name] ?? null, inner);
      }
  };

  const step = (name: string | number, item: JsonValue, shape: Structure): void => {
    if (shape.v === undefined && !shape.r) return;
    steps.push(name);
    visit(item, shape);
    steps.pop();
  };

  visit(value, structure);
}

/** What holds of almost every value; where it does not, each rule is asked what is wrong. */
function keepsAll(group: RuleGroup, self: JsonValue): boolean {
  try {
    return group.fast(self);
  } catch (error) {
    if (error instanceof CelError) return false;
    throw error;
  }
}

function innerOf({ p, a }: Structure, name: string): Structure | undefined {
  return p?.get(name) ?? a;
}
