// Compares the protos of successive Envoy versions and writes versions.json: which fields and enum values of the API came
// with which minor version, so that configurations for older Envoys can be checked with one descriptor.
//
//   node schemas/envoy/list-versions.mjs 1.36=PROTO_FOLDER 1.37=PROTO_FOLDER ...
import { readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildDescriptor } from './build-descriptor.mjs';

/** Full names of all fields, and of all enum values as `Enum=VALUE`. */
function members(node, name = '') {
  return Object.entries(node.nested ?? {}).flatMap(([step, inner]) => {
    const full = name === '' ? step : `${name}.${step}`;
    return [
      ...Object.keys(inner.fields ?? {}).map((field) => `${full}.${field}`),
      ...Object.keys(inner.values ?? {}).map((value) => `${full}=${value}`),
      ...members(inner, full),
    ];
  });
}

async function membersIn(protoFolder, entries) {
  const known = entries.filter((entry) => existsSync(path.join(protoFolder, entry)));
  return new Set(members(await buildDescriptor(protoFolder, known)));
}

async function main([oldest, ...newer]) {
  const folder = path.dirname(fileURLToPath(import.meta.url));
  const entries = (await readFile(path.join(folder, 'entries.txt'), 'utf8')).trim().split('\n');
  const [oldestVersion, oldestFolder] = oldest.split('=');
  let known = await membersIn(oldestFolder, entries);
  const since = {};
  for (const argument of newer) {
    const [version, protoFolder] = argument.split('=');
    const now = await membersIn(protoFolder, entries);
    since[version] = [...now].filter((member) => !known.has(member)).sort();
    known = now;
  }
  const text = JSON.stringify({ oldest: oldestVersion, since }, null, 2);
  await writeFile(path.join(folder, 'versions.json'), `${text}\n`);
}

await main(process.argv.slice(2));
