import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CelScalar, celEnv, celFunc, isCelError, parse, plan, type CelInput } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { expect, test } from 'vitest';
import { loadSchemas } from '../../src/assets/schemas.ts';
import { isJsonList, isJsonObject, type JsonValue } from '../../src/parse/document.ts';
import { releases } from '../../src/model/release.ts';
import { parseFiles } from '../../src/parse/index.ts';
import {
  breaks,
  CelError,
  celLibrary,
  type CelRule,
  type RuleGroup,
} from '../../src/validate/cel.ts';
import { validate } from '../../src/validate/index.ts';
import type { SchemaSet } from '../../src/validate/schema-set.ts';
import { repository } from '../support/fixtures.ts';

/** A group of rules, and values that it was asked about, each once, a bounded number of them. */
interface Asked {
  readonly group: RuleGroup;
  readonly rules: readonly CelRule[];
  readonly values: Map<string, JsonValue>;
}

const valuesPerGroup = 80;

/** The same schemas, whose groups of rules note what they are asked. */
function noting(schemas: SchemaSet, asked: Map<string, Asked>): SchemaSet {
  const note = (group: RuleGroup, all: readonly CelRule[]): RuleGroup => {
    const rules = group.rules.map((position) => all[position]!);
    const key = JSON.stringify(rules.map(({ rule }) => rule));
    const entry = asked.get(key) ?? { group, rules, values: new Map<string, JsonValue>() };
    asked.set(key, entry);
    return {
      ...group,
      fast: (self) => {
        if (entry.values.size < valuesPerGroup) entry.values.set(JSON.stringify(self), self);
        return group.fast(self);
      },
    };
  };
  return {
    lookup: (gvk, source) => {
      const found = schemas.lookup(gvk, source);
      if (found.kind !== 'found') return found;
      const { rules, groups } = found.schema;
      return {
        ...found,
        schema: { ...found.schema, groups: groups.map((group) => note(group, rules)) },
      };
    },
  };
}

/** CEL's own types: whole numbers are int, objects are maps; reserved words are fields in disguise. */
function toCel(value: JsonValue): CelInput {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (isJsonList(value)) return value.map(toCel);
  if (!isJsonObject(value)) return value;
  const map = new Map<string, CelInput>();
  for (const [key, each] of Object.entries(value)) {
    map.set(key, toCel(each));
    if (key === 'namespace') map.set('__namespace__', toCel(each));
  }
  return map;
}

const isIp = celFunc('isIP', [CelScalar.STRING], CelScalar.BOOL, (text) => celLibrary.isIp(text));
const environment = celEnv({ funcs: [...strings, isIp] });

/** True or false, or `error`. */
function reference(source: string, self: JsonValue): boolean | 'error' {
  const result = plan(environment, parse(source))({ self: toCel(self) });
  return isCelError(result) || typeof result !== 'boolean' ? 'error' : result;
}

function ours(rule: CelRule, self: JsonValue): boolean | 'error' {
  const problem = breaks(rule, self);
  if (problem === null) return true;
  return problem.endsWith(` evaluating rule: ${rule.message}`) ? 'error' : false;
}

function answer({ fast }: RuleGroup, self: JsonValue): boolean | 'error' {
  try {
    return fast(self);
  } catch (error) {
    expect(error).toBeInstanceOf(CelError);
    return 'error';
  }
}

/** All groups, with what the corpus has for them. */
function askCorpus(): readonly Asked[] {
  const asked = new Map<string, Asked>();
  const schemas = noting(loadSchemas(), asked);
  const folder = path.join(repository, 'fixtures/corpus/fuzz');
  for (const name of readdirSync(folder)) {
    const text = readFileSync(path.join(folder, name), 'utf8');
    const { documents } = parseFiles([{ name, text }]).value;
    for (const release of releases)
      for (const channel of ['standard', 'experimental'] as const)
        validate(documents, schemas, { channel, release });
  }
  return [...asked.values()];
}

const asked = askCorpus();

test('compiled rules answer as an interpreter of CEL does', () => {
  const cases = asked.flatMap(({ rules, values }) =>
    // Kubernetes' formats are no part of the interpreter; src/validate/cel.test.ts has them.
    rules
      .filter(({ rule }) => !rule.includes('format.'))
      .flatMap((rule) => [...values.values()].map((self) => ({ rule, self }))),
  );
  expect(new Set(cases.map(({ rule }) => rule.rule)).size).toBeGreaterThan(90);
  const different = cases
    .map(({ rule, self }) => ({
      rule: rule.rule,
      self,
      ours: ours(rule, self),
      reference: reference(rule.rule, self),
    }))
    .filter((each) => each.ours !== each.reference);
  expect(different).toEqual([]);
});

test('a group answers as its rules do, or leaves it to them', () => {
  const different = asked.flatMap(({ group, rules, values }) =>
    [...values.values()]
      .map((self) => ({
        rules: rules.map(({ rule }) => rule),
        self,
        group: answer(group, self),
        each: rules.every((rule) => ours(rule, self) === true),
      }))
      .filter((each) => each.group !== 'error' && each.group !== each.each),
  );
  expect(different).toEqual([]);
});
