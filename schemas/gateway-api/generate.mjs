// Compiles the vendored schemas to JavaScript: one CommonJS module for each distinct schema, an index of releases,
// channels, kinds and versions, and the patterns of all of them, under src/validate/generated/. Nothing is compiled
// at run time.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { compileSchema } from './compile-schema.mjs';
import { compilePattern } from './pattern.mjs';

const channels = ['standard', 'experimental'];

export async function generate(root) {
  const target = path.join(root, 'src/validate/generated');
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  const modules = moduleSet(target);
  const core = await indexOf(await readKinds(path.join(root, 'schemas/core')), [], modules);
  const releases = {};
  for (const [release, folder] of await listReleases(root)) {
    const [standard, experimental] = await Promise.all(
      channels.map((channel) => readKinds(path.join(folder, channel))),
    );
    releases[release] = {
      standard: await indexOf(standard, experimental, modules),
      experimental: await indexOf(experimental, [], modules),
    };
  }
  const index = `export const releases = ${JSON.stringify(releases)};\nexport const core = ${JSON.stringify(core)};\n`;
  await writeFile(path.join(target, 'index.js'), index);
  await writeFile(path.join(target, 'index.d.ts'), declarations);
  await writeFile(path.join(target, 'patterns.cjs'), modules.patterns());
}

const declarations = `import type { Release } from '../../model/release.ts';

/** One served version of a kind. */
export interface Served {
  readonly version: string;
  readonly file: string;
}
export interface Kind {
  readonly scope: 'Namespaced' | 'Cluster';
  readonly served: readonly Served[];
}
/** By \`group/kind\`. */
export type Kinds = Readonly<Record<string, Kind>>;
export declare const releases: Readonly<
  Record<Release, { readonly standard: Kinds; readonly experimental: Kinds }>
>;
export declare const core: Kinds;
`;

/** `[1.7, folder]` for every release that is vendored. */
async function listReleases(root) {
  const folder = path.join(root, 'schemas/gateway-api');
  const names = (await readdir(folder)).filter((name) => /^v\d/.test(name)).sort();
  return names.map((name) => [/^v(\d+\.\d+)\./.exec(name)[1], path.join(folder, name)]);
}

async function readKinds(folder) {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
  return Promise.all(
    files.map(async (file) => JSON.parse(await readFile(path.join(folder, file), 'utf8'))),
  );
}

async function indexOf(kinds, experimental, modules) {
  const index = {};
  for (const { group, kind, scope, versions } of kinds) {
    const served = [];
    for (const version of versions.filter((each) => each.served))
      served.push({
        version: version.name,
        file: await modules.add(version.schema, schemaIn(experimental, group, kind, version)),
      });
    if (served.length > 0) index[`${group}/${kind}`] = { scope, served };
  }
  return index;
}

function schemaIn(kinds, group, kind, version) {
  const found = kinds.find((each) => each.group === group && each.kind === kind);
  return found?.versions.find(({ name }) => name === version.name)?.schema;
}

/** Writes each distinct module once, whatever the number of releases and versions that share it. */
function moduleSet(target) {
  const files = new Map();
  const patterns = new Map();
  return {
    add: async (schema, experimentalSchema) => {
      const key = JSON.stringify([schema, experimentalSchema]);
      const known = files.get(key);
      if (known !== undefined) return known;
      const compiled = await compileSchema(schema, experimentalSchema);
      for (const { source, flags } of compiled.patterns)
        patterns.set(`${flags}/${source}`, compilePattern(source, flags));
      const file = `${createHash('sha256').update(compiled.code).digest('hex').slice(0, 16)}.cjs`;
      await writeFile(path.join(target, file), compiled.code);
      files.set(key, file);
      return file;
    },
    patterns: () =>
      `module.exports = ${JSON.stringify(Object.fromEntries([...patterns].sort()), null, 1)};\n`,
  };
}
