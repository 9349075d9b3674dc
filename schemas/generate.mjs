// Makes everything below src/**/generated/ from what is vendored in this repository. What is up to date is
// left alone: a step runs when its inputs, its generator or the dependencies have changed.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampFile = join(root, '.cache', 'generated.json');

/** `module` exports `generate(root)`; `inputs` are files and folders; `outputs` must exist afterwards. */
const steps = [
  {
    module: 'schemas/gateway-api/generate.mjs',
    inputs: ['schemas/gateway-api', 'schemas/core'],
    outputs: ['src/validate/generated'],
  },
  {
    module: 'schemas/generate-checks.mjs',
    inputs: [
      'schemas/generate-checks.mjs',
      'schemas/config.schema.json',
      'schemas/route-tests.schema.json',
    ],
    outputs: [
      'src/cli/config/generated/check-config.js',
      'src/route-test/generated/check-tests.js',
    ],
  },
  {
    module: 'schemas/envoy/generate-types.mjs',
    inputs: ['schemas/envoy'],
    outputs: ['src/emit/envoy/generated/envoy-api.ts'],
  },
  {
    module: 'schemas/envoy/generate-descriptor.mjs',
    inputs: ['schemas/envoy'],
    outputs: ['src/emit/envoy/generated/descriptor.js'],
  },
  {
    module: 'templates/generate.mjs',
    inputs: ['templates'],
    outputs: ['src/emit/nginx/generated/templates.js'],
  },
];

const stamps = await readStamps();
for (const step of steps) {
  const hash = await hashOf([...step.inputs, 'package-lock.json']);
  const present = step.outputs.every((output) => existsSync(join(root, output)));
  if (present && stamps[step.module] === hash) continue;
  const { generate } = await import(pathToFileURL(join(root, step.module)).href);
  await generate(root);
  stamps[step.module] = hash;
}
await mkdir(dirname(stampFile), { recursive: true });
await writeFile(stampFile, `${JSON.stringify(stamps, null, 2)}\n`);

async function readStamps() {
  try {
    return JSON.parse(await readFile(stampFile, 'utf8'));
  } catch {
    return {};
  }
}

async function hashOf(inputs) {
  const hash = createHash('sha256');
  for (const input of inputs)
    for (const file of await filesOf(join(root, input)))
      hash
        .update(`${relative(root, file)}\0`)
        .update(await readFile(file))
        .update('\0');
  return hash.digest('hex');
}

async function filesOf(path) {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => null);
  if (entries === null) return [path];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}
