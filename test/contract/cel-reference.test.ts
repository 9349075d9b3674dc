import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CelScalar, celEnv, celFunc, isCelError, parse, plan, type CelInput } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { expect, test } from 'vitest';
import { loadSchemas } from '../../src/assets/schemas.ts';
import { isJsonList, isJsonObject, type JsonValue } from '../../src/parse/document.ts';
import { releases } from '../../src/model/release.ts';
import { parseFiles } from '../../src/parse/index.ts';
import { breaks, celLibrary, type CelRule } from '../../src/validate/cel.ts';
import { validate } from '../../src/validate/index.ts';
import type { SchemaSet } from '../../src/validate/schema-set.ts';
import { repository } from '../support/fixtures.ts';

/** Values that one rule was asked about, each once, a bounded number of them. */
type Asked = Map<string, { readonly rule: CelRule; readonly values: Map<string, JsonValue> }>;

const valuesPerRule = 80;

/** The same schemas, whose rules note what they are asked. */
function noting(schemas: SchemaSet, asked: Asked): SchemaSet {
  const note = (rule: CelRule): CelRule => ({
    ...rule,
    fast: (self) => {
      const entry = asked.get(rule.rule) ?? { rule, values: new Map<string, JsonValue>() };
      asked.set(rule.rule, entry);
      if (entry.values.size < valuesPerRule) entry.values.set(JSON.stringify(self), self);
      return rule.fast(self);
    },
  });
  return {
    lookup: (gvk, source) => {
      const found = schemas.lookup(gvk, source);
      if (found.kind !== 'found') return found;
      return { ...found, schema: { ...found.schema, rules: found.schema.rules.map(note) } };
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

test('compiled rules answer as an interpreter of CEL does', () => {
  const asked: Asked = new Map();
  const schemas = noting(loadSchemas(), asked);
  const folder = path.join(repository, 'fixtures/corpus/fuzz');
  for (const name of readdirSync(folder)) {
    const text = readFileSync(path.join(folder, name), 'utf8');
    const { documents } = parseFiles([{ name, text }]).value;
    for (const release of releases)
      for (const channel of ['standard', 'experimental'] as const)
        validate(documents, schemas, { channel, release });
  }
  // Kubernetes' formats are no part of the interpreter; src/validate/cel.test.ts has them.
  const rules = [...asked.values()].filter(({ rule }) => !rule.rule.includes('format.'));
  expect(rules.length).toBeGreaterThan(90);
  const different = rules.flatMap(({ rule, values }) =>
    [...values.values()]
      .map((self) => ({
        rule: rule.rule,
        self,
        ours: ours(rule, self),
        reference: reference(rule.rule, self),
      }))
      .filter((each) => each.ours !== each.reference),
  );
  expect(different).toEqual([]);
});
