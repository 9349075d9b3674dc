// Bundles the test files into one module, with the sources as Stryker has changed them, so that a worker loads
// everything once and then runs as many mutants as it likes.
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import glob from 'fast-glob';

const registered = join(import.meta.dirname, 'registered.mjs');
const fastCheck = join(import.meta.dirname, 'fast-check.mjs');

/**
 * Writes the bundle and returns its path.
 *
 * @param {string} root - folder of the project
 * @param {{ mutate: readonly string[], mutationTests: readonly string[] }} patterns
 */
export async function bundleTests(root, { mutate, mutationTests }) {
  const sources = (await glob(mutate, { cwd: root })).sort();
  const tests = (await glob(mutationTests, { cwd: root })).sort();
  const folder = join(root, '.mutation');
  const outfile = join(folder, `tests-${process.pid}.mjs`);
  await mkdir(folder, { recursive: true });
  await build({
    absWorkingDir: root,
    stdin: { contents: entry(sources, tests), resolveDir: root, sourcefile: 'entry.mjs' },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    define: { GATEWRIGHT_VERSION: '"0.0.0"' },
    plugins: [ownPlaces(root), registration, generatedStays],
    logLevel: 'warning',
  });
  return outfile;
}

// Modules are evaluated in the order of these lines: first what is mutated, then the declaration of tests.
function entry(sources, tests) {
  const load = (file) => `import ${JSON.stringify(file)};`;
  return [
    ...sources.map((file) => load(`./${file}`)),
    load(join(import.meta.dirname, 'declaring.mjs')),
    ...tests.flatMap((file) => [load(`declare-in:${file}`), load(`./${file}`)]),
    `export { takeCases } from ${JSON.stringify(registered)};`,
  ].join('\n');
}

const registration = {
  name: 'registration',
  setup({ onResolve, onLoad }) {
    const namespace = 'declare-in';
    onResolve({ filter: /^declare-in:/ }, ({ path }) => ({
      path: path.slice(namespace.length + 1),
      namespace,
    }));
    onLoad({ filter: /./, namespace }, ({ path }) => ({
      contents: `import { declareIn } from ${JSON.stringify(registered)}; declareIn(${JSON.stringify(path)});`,
      resolveDir: import.meta.dirname,
    }));
    onResolve({ filter: /^(vitest|fast-check)$/ }, ({ path, importer }) => {
      const stand = path === 'vitest' ? registered : fastCheck;
      return importer === stand ? { path, external: true } : { path: stand };
    });
  },
};

/** Schemas and descriptors have nothing to mutate and take long to load: Node keeps them between reloads. */
const generatedStays = {
  name: 'generated-stays',
  setup({ onResolve }) {
    onResolve({ filter: /\/generated\/[^/]+\.js$/ }, ({ path, resolveDir }) => ({
      path: pathToFileURL(join(resolveDir, path)).href,
      external: true,
    }));
  },
};

/** A module that asks where it is gets the place of its source, not of the bundle. */
function ownPlaces(root) {
  return {
    name: 'own-places',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (!path.startsWith(root)) return null;
        const text = await readFile(path, 'utf8');
        const contents = text
          .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
          .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)));
        return { contents, loader: 'ts' };
      });
    },
  };
}
