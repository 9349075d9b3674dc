import type { RuleSet, Rules } from './descriptor.ts';
import type { EnumValue } from './field-type.ts';
import { durationTests, numberTests } from './pgv-numbers.ts';
import { stringTests, type Test } from './pgv-strings.ts';
import { child, isObject, show, type Check } from './problem.ts';

/**
 * Compiles the protoc-gen-validate rules of one field (https://github.com/bufbuild/protoc-gen-validate).
 * `values` are those of the field's type when that is an enum.
 */
export function ruleCheck(rules: RuleSet, values: EnumValues | null): Check {
  const checks = Object.entries(rules).map(([kind, each]) => kindCheck(kind, each, values));
  return (value, pointer, add) => {
    for (const check of checks) check(value, pointer, add);
  };
}

type EnumValues = ReadonlyMap<string, EnumValue>;

function kindCheck(kind: string, rules: Rules, values: EnumValues | null): Check {
  switch (kind) {
    // `required` is the plan's business.
    case 'message':
    case 'any':
      return () => undefined;
    case 'repeated':
      return listCheck(rules, values);
    case 'map':
      return mapCheck(rules, values);
    case 'string':
    case 'bytes':
      return fromTests(stringTests(kind, rules));
    case 'duration':
      return fromTests(durationTests(rules));
    case 'enum':
      return fromTests(enumTests(rules, values));
    case 'bool':
      return fromTests([
        (value) => (value === rules['const'] ? null : `is not ${String(rules['const'])}`),
      ]);
    default:
      return fromTests(numberTests(rules));
  }
}

function fromTests(tests: readonly Test[]): Check {
  return (value, pointer, add) => {
    for (const test of tests) {
      const problem = test(value);
      if (problem !== null) add(pointer, problem);
    }
  };
}

/** `defined_only` needs no test: a value without a name is no value. */
function enumTests(rules: Rules, values: EnumValues | null): readonly Test[] {
  const refused = rules['not_in'];
  if (refused === undefined) return [];
  const numbers = Array.isArray(refused) ? refused.map(Number) : [Number(refused)];
  return [
    (value) => {
      const found = typeof value === 'string' ? values?.get(value) : undefined;
      return found !== undefined && numbers.includes(found.number)
        ? `${show(value)} is not allowed here`
        : null;
    },
  ];
}

function listCheck(rules: Rules, values: EnumValues | null): Check {
  const { min_items: min, max_items: max, unique, items } = rules;
  const item = isRuleSet(items) ? ruleCheck(items, values) : null;
  return (value, pointer, add) => {
    if (!Array.isArray(value)) return;
    const list: readonly unknown[] = value;
    if (typeof min === 'number' && list.length < min) add(pointer, `needs at least ${min} item(s)`);
    if (typeof max === 'number' && list.length > max) add(pointer, `allows at most ${max} item(s)`);
    if (unique === true && new Set(list.map((each) => JSON.stringify(each))).size !== list.length)
      add(pointer, 'needs unique items');
    if (item !== null)
      for (const [position, each] of list.entries()) item(each, child(pointer, position), add);
  };
}

function mapCheck(rules: Rules, enumValues: EnumValues | null): Check {
  const { min_pairs: min, keys, values } = rules;
  const key = isRuleSet(keys) ? ruleCheck(keys, null) : null;
  const item = isRuleSet(values) ? ruleCheck(values, enumValues) : null;
  return (value, pointer, add) => {
    if (!isObject(value)) return;
    const pairs = Object.entries(value);
    if (typeof min === 'number' && pairs.length < min)
      add(pointer, `needs at least ${min} pair(s)`);
    for (const [name, each] of pairs) {
      key?.(name, child(pointer, name), add);
      item?.(each, child(pointer, name), add);
    }
  };
}

function isRuleSet(value: unknown): value is RuleSet {
  return isObject(value) && Object.values(value).every(isObject);
}
