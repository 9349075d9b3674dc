// Vendors the CustomResourceDefinitions of Gateway API releases:
//   node schemas/gateway-api/fetch.mjs v1.7.0 ...
// They come from the official Go module, through the ordinary Go module proxy, and lose their prose. MANIFEST.json
// records the module's checksum and the checksum of every file that is written.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { readZip } from './read-zip.mjs';

const folder = path.dirname(fileURLToPath(import.meta.url));
const module = 'sigs.k8s.io/gateway-api';

for (const version of process.argv.slice(2)) await vendor(version);

async function vendor(version) {
  const { Zip, Sum } = await download(version);
  const files = readZip(await readFile(Zip));
  const target = path.join(folder, version);
  await rm(target, { recursive: true, force: true });
  const sums = {};
  for (const channel of ['standard', 'experimental']) {
    const prefix = `${module}@${version}/config/crd/${channel}/`;
    const names = [...files.keys()].filter((name) => name.startsWith(prefix)).sort();
    await mkdir(path.join(target, channel), { recursive: true });
    for (const name of names) {
      for (const crd of readDefinitions(files.get(name)())) {
        const file = `${channel}/${crd.plural}.${crd.group}.json`;
        const text = `${JSON.stringify(crd, null, 1)}\n`;
        await writeFile(path.join(target, file), text);
        sums[file] = createHash('sha256').update(text).digest('hex');
      }
    }
  }
  const manifest = { module, version, sum: Sum, licence: 'Apache-2.0', files: sums };
  await writeFile(path.join(target, 'MANIFEST.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** The module's zip file. Go reports it even when the module asks for a newer Go than there is. */
async function download(version) {
  const run = promisify(execFile);
  const args = ['mod', 'download', '-json', `${module}@${version}`];
  const env = { ...process.env, GOTOOLCHAIN: 'local', GOFLAGS: '-mod=mod' };
  const { stdout } = await run('go', args, { env }).catch((error) => error);
  const answer = JSON.parse(stdout);
  if (!answer.Zip) throw new Error(`${module}@${version}: ${answer.Error}`);
  return answer;
}

function readDefinitions(buffer) {
  return parseAllDocuments(buffer.toString('utf8'))
    .map((document) => document.toJS())
    .filter((object) => object?.kind === 'CustomResourceDefinition')
    .map(({ spec }) => ({
      group: spec.group,
      kind: spec.names.kind,
      plural: spec.names.plural,
      scope: spec.scope,
      versions: spec.versions.map(
        ({ name, served, storage, deprecated, deprecationWarning, schema }) => ({
          name,
          served,
          storage,
          ...(deprecated ? { deprecated, deprecationWarning } : {}),
          schema: withoutProse(schema.openAPIV3Schema),
        }),
      ),
    }));
}

/** A schema without its descriptions; a property that is called `description` stays. */
function withoutProse(schema) {
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'description') continue;
    if (key === 'properties')
      copy.properties = Object.fromEntries(
        Object.entries(value).map(([name, each]) => [name, withoutProse(each)]),
      );
    else if (['items', 'additionalProperties', 'not'].includes(key))
      copy[key] = withoutProse(value);
    else if (['allOf', 'anyOf', 'oneOf'].includes(key)) copy[key] = value.map(withoutProse);
    else copy[key] = value;
  }
  return copy;
}
