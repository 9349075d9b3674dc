// Compiles the schema of gatewright.yaml to JavaScript.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';

export async function generate(root) {
  const text = await readFile(path.join(root, 'schemas/config.schema.json'), 'utf8');
  const ajv = new Ajv({ allErrors: true, code: { source: true, esm: true } });
  const contents = standalone.default(ajv, ajv.compile(JSON.parse(text)));
  const target = path.join(root, 'src/cli/config/generated');
  await mkdir(target, { recursive: true });
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minify: true,
    logLevel: 'error',
  });
  await writeFile(path.join(target, 'check-config.js'), outputFiles[0].text);
  await writeFile(path.join(target, 'check-config.d.ts'), declarations);
}

const declarations = `import type { SchemaError } from '../../../validate/schema-set.ts';

export declare const validate: {
  (value: unknown): boolean;
  readonly errors?: readonly SchemaError[] | null;
};
`;
