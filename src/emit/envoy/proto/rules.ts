import type { Find, RuleSet, Rules } from './descriptor.ts';
import { durationTests, numberTests } from './pgv-numbers.ts';
import { stringTests, type Test } from './pgv-strings.ts';
import { child, isObject, type Check } from './problem.ts';

/**
 * Compiles the protoc-gen-validate rules of one field (https://github.com/bufbuild/protoc-gen-validate).
 * `enumName` is the full name of the field's type when that is an enum.
 */
export function ruleCheck(rules: RuleSet, enumName: string | null, find: Find): Check {
  const checks = Object.entries(rules).map(([kind, each]) => kindCheck(kind, each, enumName, find));
  return (value, pointer, add) => {
    for (const check of checks) check(value, pointer, add);
  };
}

function kindCheck(kind: string, rules: Rules, enumName: string | null, find: Find): Check {
  switch (kind) {
    case 'message':
      return () => undefined;
    case 'repeated':
      return listCheck(rules, enumName, find);
    case 'map':
      return mapCheck(rules, enumName, find);
    case 'string':
    case 'bytes':
      return fromTests(stringTests(kind, rules));
    case 'duration':
      return fromTests(durationTests(rules));
    case 'enum':
      return fromTests(enumTests(rules, enumName === null ? undefined : find(enumName)?.values));
    case 'bool':
      return fromTests([
        (value) =>
          rules['const'] === undefined || value === rules['const']
            ? null
            : `is not ${String(rules['const'])}`,
      ]);
    case 'any':
      return fromTests([
        (value) => {
          const type = isObject(value) ? value['@type'] : undefined;
          return rules['in'] === undefined || listOf(rules['in']).includes(type)
            ? null
            : 'holds a type that is not allowed here';
        },
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

function enumTests(
  rules: Rules,
  values: Readonly<Record<string, number>> | undefined,
): readonly Test[] {
  const number = (value: unknown): unknown => (typeof value === 'string' ? values?.[value] : value);
  const tests: Test[] = [];
  const allowed = rules['in'];
  if (allowed !== undefined)
    tests.push((value) =>
      listOf(allowed).map(number).includes(number(value)) ? null : 'is not an allowed value',
    );
  const refused = rules['not_in'];
  if (refused !== undefined)
    tests.push((value) =>
      listOf(refused).map(number).includes(number(value)) ? 'is not an allowed value' : null,
    );
  const exact = rules['const'];
  if (exact !== undefined)
    tests.push((value) => (number(value) === number(exact) ? null : `is not ${String(exact)}`));
  return tests;
}

function listCheck(rules: Rules, enumName: string | null, find: Find): Check {
  const { min_items: min, max_items: max, unique, items } = rules;
  const item = isObject(items) ? ruleCheck(items as RuleSet, enumName, find) : null;
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

function mapCheck(rules: Rules, enumName: string | null, find: Find): Check {
  const { min_pairs: min, max_pairs: max, keys, values } = rules;
  const key = isObject(keys) ? ruleCheck(keys as RuleSet, null, find) : null;
  const item = isObject(values) ? ruleCheck(values as RuleSet, enumName, find) : null;
  return (value, pointer, add) => {
    if (!isObject(value)) return;
    const pairs = Object.entries(value);
    if (typeof min === 'number' && pairs.length < min) add(pointer, `needs at least ${min} pair(s)`);
    if (typeof max === 'number' && pairs.length > max) add(pointer, `allows at most ${max} pair(s)`);
    for (const [name, each] of pairs) {
      key?.(name, child(pointer, name), add);
      item?.(each, child(pointer, name), add);
    }
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
