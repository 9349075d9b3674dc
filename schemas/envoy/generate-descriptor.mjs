// The descriptor as a module: as text, because JSON.parse is faster than reading an object literal, and
// because it is then bundled like any other module.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Writes src/emit/envoy/generated/descriptor.js. */
export async function generate(root) {
  const descriptor = JSON.parse(
    await readFile(join(root, 'schemas/envoy/descriptor.json'), 'utf8'),
  );
  const target = join(root, 'src/emit/envoy/generated/descriptor.js');
  await mkdir(dirname(target), { recursive: true });
  const text = JSON.stringify(JSON.stringify(descriptor));
  await writeFile(
    target,
    `// Made by schemas/envoy/generate-descriptor.mjs\n/** @type {string} */\nexport const descriptorJson = ${text};\n`,
  );
}
