// Bundles the command line and the library into dist/, with all dependencies, so that the package installs
// nothing else; and writes the library's types.
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(fileURLToPath(import.meta.url));
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const dist = join(root, 'dist');

await rm(dist, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: {
    'bin/gatewright': 'src/cli/bin/gatewright.ts',
    'bin/compile': 'src/cli/bin/compile.ts',
    index: 'src/index.ts',
  },
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  // Each command and each asset becomes a chunk of its own that is read when it is needed.
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minifyWhitespace: true,
  minifySyntax: true,
  define: { GATEWRIGHT_VERSION: JSON.stringify(version) },
  // Dependencies in CommonJS call require for Node's own modules, which ESM does not have.
  banner: {
    js: "import { createRequire as gatewrightRequire } from 'node:module'; const require = gatewrightRequire(import.meta.url);",
  },
  metafile: true,
  logLevel: 'warning',
});
await chmod(join(dist, 'bin', 'gatewright.js'), 0o755);
await chmod(join(dist, 'bin', 'compile.js'), 0o755);
await writeFile(join(dist, 'LICENSES.txt'), await bundledLicenses(Object.keys(metafile.inputs)));

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });

/** The licences of the packages whose code is in the bundle: they have to travel with it. */
async function bundledLicenses(inputs) {
  const folders = new Set(
    inputs
      .map((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1])
      .filter((folder) => folder !== undefined),
  );
  const texts = await Promise.all([...folders].sort().map(licenseOf));
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

async function licenseOf(folder) {
  const manifest = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
  for (const name of ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license', 'LICENCE']) {
    const text = await readFile(join(root, folder, name), 'utf8').catch(() => null);
    if (text !== null) return `${manifest.name} ${manifest.version}\n\n${text.trim()}\n`;
  }
  return `${manifest.name} ${manifest.version}\n\nLicence: ${manifest.license}\n`;
}
