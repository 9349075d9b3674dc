// Compiles the schemas of our own files to JavaScript.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';

const checks = [
  { schema: 'schemas/config.schema.json', module: 'src/cli/config/generated/check-config' },
  { schema: 'schemas/route-tests.schema.json', module: 'src/route-test/generated/check-tests' },
];

export async function generate(root) {
  for (const { schema, module } of checks) {
    const text = await readFile(path.join(root, schema), 'utf8');
    const ajv = new Ajv({
      allErrors: true,
      allowUnionTypes: true,
      code: { source: true, esm: true },
    });
    const contents = standalone.default(ajv, ajv.compile(JSON.parse(text)));
    const target = path.join(root, module);
    await mkdir(path.dirname(target), { recursive: true });
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
    await writeFile(`${target}.js`, outputFiles[0].text);
    const from = path.relative(path.dirname(module), 'src/validate/schema-set.ts');
    await writeFile(`${target}.d.ts`, declarations(from));
  }
}

const declarations = (from) => `import type { SchemaError } from '${from}';

export declare const validate: {
  (value: unknown): boolean;
  readonly errors?: readonly SchemaError[] | null;
};
`;
