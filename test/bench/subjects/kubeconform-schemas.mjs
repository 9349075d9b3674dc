import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchemaOf } from '../../../schemas/gateway-api/json-schema.mjs';

/** How the files are named, in kubeconform's words. */
export const schemaLocation = '{{.ResourceKind}}_{{.ResourceAPIVersion}}.json';

/**
 * Writes the structural schemas that this compiler validates with as JSON Schema, so that kubeconform needs no network.
 *
 * @param {string} root - of the repository
 * @param {string} folder - made for them
 * @returns {number} how many there are
 */
export function writeKubeconformSchemas(root, folder) {
  mkdirSync(folder, { recursive: true });
  const definitions = [...definitionsIn(join(root, 'schemas', 'core')), ...gatewayApi(root)];
  const files = definitions.flatMap(({ kind, versions }) =>
    versions.map(({ name, schema }) => ({ file: `${kind.toLowerCase()}_${name}.json`, schema })),
  );
  for (const { file, schema } of files)
    writeFileSync(join(folder, file), JSON.stringify(jsonSchemaOf(schema)));
  return files.length;
}

/** @param {string} root */
function gatewayApi(root) {
  const folder = join(root, 'schemas', 'gateway-api');
  const releases = readdirSync(folder).filter((name) => /^v\d/.test(name));
  const newest = releases.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
  return definitionsIn(join(folder, newest ?? '', 'experimental'));
}

/** @param {string} folder */
function definitionsIn(folder) {
  return readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
}
