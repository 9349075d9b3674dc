import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { compileRule } from './cel/compile.mjs';
import { jsonSchemaOf } from './json-schema.mjs';
import { withDefinitions } from './parts.mjs';
import { structureOf } from './structure.mjs';

const folder = path.dirname(fileURLToPath(import.meta.url));

/**
 * One version of a kind as a CommonJS module without anything left to import: a function of the run-time library
 * (`Runtime` in src/assets/schemas.ts) that gives the validator, the structure and the rules.
 *
 * @returns {Promise<{ code: string, patterns: { source: string, flags: string }[] }>}
 */
export async function compileSchema(schema, experimentalSchema) {
  const patterns = [];
  const validator = compileValidator(schema, patterns);
  const rules = ruleList(patterns);
  const structure = JSON.stringify(structureOf(schema, experimentalSchema, rules));
  const { outputFiles } = await build({
    stdin: {
      contents: `module.exports = function ({ cel, pattern }) {
        const module = { exports: {} };
        ${validator}
        const structure = JSON.parse(${JSON.stringify(structure)});
        return { validate: module.exports, structure, rules: [${rules.render()}], groups: [${rules.renderGroups()}] };
      };`,
      resolveDir: folder,
    },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    minify: true,
    logLevel: 'error',
  });
  return { code: compiledAtOnce(outputFiles[0].text), patterns };
}

/**
 * With the exported function in brackets, which V8 takes as a sign that it is called at once: it is then compiled while
 * the module is read, which is to say not read twice.
 */
function compiledAtOnce(code) {
  const parts = /^([\s\S]*module\.exports=)(function\([\s\S]*\});\s*$/.exec(code);
  if (parts === null) throw new Error('the module has another form');
  return `${parts[1]}(${parts[2]});\n`;
}

function compileValidator(schema, patterns) {
  const regExp = (source, flags) => {
    patterns.push({ source, flags });
    // The text is the key by which the generator tells patterns apart.
    return { test: () => true, toString: () => `/${source}/${flags}` };
  };
  regExp.code = 'pattern';
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    inlineRefs: false,
    code: { source: true, lines: true, optimize: 1, regExp },
  });
  addFormats.default(ajv, ['date-time', 'ipv4', 'ipv6']);
  return standalone.default(ajv, ajv.compile(withDefinitions(jsonSchemaOf(withoutStatus(schema)))));
}

/** The API server resets the status of an object that is created before it looks at constraints. */
function withoutStatus(schema) {
  const fields = Object.entries(schema.properties ?? {}).filter(([name]) => name !== 'status');
  return { ...schema, properties: Object.fromEntries(fields) };
}

/** The distinct rules of one schema, and which of them hold for one value, as JavaScript. */
function ruleList(patterns) {
  const rules = distinct(JSON.stringify, (rule) => compiledRule(rule, patterns));
  const groups = distinct(JSON.stringify, (positions) => positions);
  return {
    addGroup: (group) => groups.add(group.map(rules.add)),
    render: () => rules.list.map(renderRule).join(',\n'),
    renderGroups: () =>
      groups.list.map((positions) => renderGroup(positions, rules.list)).join(',\n'),
  };
}

/** A list without repetitions. */
function distinct(keyOf, make) {
  const positions = new Map();
  const list = [];
  return {
    list,
    add: (each) => {
      const key = keyOf(each);
      const known = positions.get(key);
      if (known !== undefined) return known;
      positions.set(key, list.length);
      list.push(make(each));
      return list.length - 1;
    },
  };
}

function compiledRule({ rule, message, messageExpression, fieldPath = '' }, patterns) {
  if (messageExpression !== undefined) throw new Error('a messageExpression needs a compiler');
  const compiled = compileRule(rule);
  patterns.push(...compiled.patterns);
  const path = fieldPath.split('.').filter((step) => step !== '');
  return { rule, message: message ?? `failed rule: ${rule}`, path, compiled };
}

function renderRule({ rule, message, path, compiled }) {
  const data = Object.entries({ rule, message, path });
  const fields = data.map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return `{ ${fields.join(', ')}, exact: ($self) => ${compiled.exact} }`;
}

/** One function for all rules of a value: of most values all hold, and a call for each would cost more than the rules. */
function renderGroup(positions, rules) {
  const all = positions.map((position) => rules[position].compiled.fast).join(' && ');
  return `{ fast: ($self) => ${all}, rules: ${JSON.stringify(positions)} }`;
}
