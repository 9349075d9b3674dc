// Compiles the vendored schemas to JavaScript: one CommonJS module for each channel, kind and version, under
// src/validate/generated/. Nothing is compiled at run time.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { compileRule } from './cel/compile.mjs';
import { jsonSchemaOf } from './json-schema.mjs';
import { structureOf } from './structure.mjs';

export const bundle = 'v1.7.0';

export async function generate(root) {
  const target = path.join(root, 'src/validate/generated');
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  const experimental = await readChannel(root, 'experimental');
  const standard = await readChannel(root, 'standard');
  const core = await readCore(root);
  const index = {};
  for (const [channel, kinds] of Object.entries({ standard, experimental, core }))
    for (const { group, kind, scope, versions } of kinds)
      for (const version of versions.filter(({ served }) => served)) {
        const file = `${channel}.${kind}.${group || 'core'}.${version.name}.cjs`;
        const other =
          channel === 'standard' ? schemaIn(experimental, group, kind, version) : undefined;
        await writeFile(path.join(target, file), await compile(version.schema, other));
        index[`${channel}/${group}/${kind}/${version.name}`] = {
          file,
          scope,
          deprecated: version.deprecationWarning ?? null,
          storage: versions.find(({ storage }) => storage).name,
        };
      }
  const onlyExperimental = experimental
    .filter(({ kind }) => !standard.some((each) => each.kind === kind))
    .map(({ group, kind }) => `${group}/${kind}`);
  await writeFile(
    path.join(target, 'index.js'),
    `export const modules = ${JSON.stringify(index, null, 1)};\nexport const onlyExperimental = ${JSON.stringify(onlyExperimental)};\n`,
  );
  await writeFile(path.join(target, 'index.d.ts'), declarations);
}

const declarations = `export interface GeneratedModule {
  readonly file: string;
  readonly scope: 'Namespaced' | 'Cluster';
  readonly deprecated: string | null;
  readonly storage: string;
}
/** By \`channel/group/kind/version\`. */
export declare const modules: Readonly<Record<string, GeneratedModule>>;
/** \`group/kind\` of kinds that the standard channel lacks. */
export declare const onlyExperimental: readonly string[];
`;

async function readChannel(root, channel) {
  const folder = path.join(root, 'schemas/gateway-api', bundle, channel);
  const files = (await readdir(folder)).sort();
  return Promise.all(
    files.map(async (file) => JSON.parse(await readFile(path.join(folder, file), 'utf8'))),
  );
}

async function readCore(root) {
  const folder = path.join(root, 'schemas/core');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
  return Promise.all(
    files.map(async (file) => JSON.parse(await readFile(path.join(folder, file), 'utf8'))),
  );
}

function schemaIn(kinds, group, kind, version) {
  const found = kinds.find((each) => each.group === group && each.kind === kind);
  return found?.versions.find(({ name }) => name === version.name)?.schema;
}

/** A validator and the structure of one version, without anything left to import. */
async function compile(schema, experimentalSchema) {
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    verbose: true,
    code: { source: true, lines: true, optimize: 1 },
  });
  addFormats.default(ajv, ['date-time', 'ipv4', 'ipv6']);
  const code = standalone.default(ajv, ajv.compile(jsonSchemaOf(schema)));
  const rules = ruleList();
  const structure = JSON.stringify(structureOf(schema, experimentalSchema, rules));
  const { outputFiles } = await build({
    stdin: {
      contents: [
        code,
        `module.exports.structure = JSON.parse(${JSON.stringify(structure)});`,
        `module.exports.rules = (rt) => [${rules.render()}];`,
      ].join('\n'),
      resolveDir: import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname),
    },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    minify: true,
    logLevel: 'error',
  });
  return outputFiles[0].text;
}

/** The distinct rules of one schema, as JavaScript. */
function ruleList() {
  const positions = new Map();
  const list = [];
  return {
    add: (rule) => {
      const key = JSON.stringify(rule);
      const known = positions.get(key);
      if (known !== undefined) return known;
      positions.set(key, list.length);
      list.push(rule);
      return list.length - 1;
    },
    render: () => list.map(renderRule).join(',\n'),
  };
}

function renderRule({ rule, message, messageExpression, fieldPath = '' }) {
  if (messageExpression !== undefined) throw new Error('a messageExpression needs a compiler');
  const { fast, exact } = compileRule(rule);
  const fields = {
    rule: JSON.stringify(rule),
    message: JSON.stringify(message ?? `failed rule: ${rule}`),
    path: JSON.stringify(fieldPath.split('.').filter((step) => step !== '')),
    fast: `($self) => ${fast}`,
    exact: `($self) => ${exact}`,
  };
  return `{ ${Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ')} }`;
}
