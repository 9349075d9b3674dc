// Bundles the command line and the library into dist/, with all dependencies, so that the package installs
// nothing else; and writes the library's types. It does nothing when dist/ is up to date: npm runs it as
// `prepare` on several occasions, among them the first `npx compile` in a checkout.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = dirname(fileURLToPath(import.meta.url));
const cache = join(root, '.cache');
const stamp = join(cache, 'built.txt');
const dist = join(root, 'dist');
const publishedSchemas = [
  'schemas/report.schema.json',
  'schemas/config.schema.json',
  'schemas/route-tests.schema.json',
  'schemas/diff.schema.json',
  'schemas/trace.schema.json',
];
const results = [
  'bin/gatewright.js',
  'bin/compile.js',
  'bin/comment.js',
  'index.js',
  'types/index.d.ts',
  ...publishedSchemas,
];

// Each command and each asset becomes a chunk of its own that is read when it is needed; what all need is in as few as
// possible, as every file costs.
const groups = [
  {
    name: 'start',
    test: /src\/cli\/(?:args|bin\/run-process|main|help|io|version|exit-codes|cli-error|bug-report|node-io|commands\/(?:registry|inspect-commands))\b/,
    priority: 2,
  },
  { name: 'yaml', test: /node_modules\/yaml\//, priority: 2 },
  {
    name: 'core',
    test: /src\/(?:parse|validate|resolve|ir|target|lint|diagnostics|model|source|util|report\/(?!yaml-text)|assets\/(?:load|schemas)|validate-manifests|cli\/(?:cache|input|progress|report|summary|wants-color|watch|write-file|commands\/validate))\b/,
    priority: 1,
  },
  {
    name: 'emit',
    test: /src\/(?:emit\/nginx\/(?!generated)|emit\/envoy\/(?!proto|generated)|compile|emit-gateway|targets|cli\/(?:deliver|output|commands\/compile))\b/,
    priority: 1,
  },
];

/**
 * The reader of YAML in general is a tenth of the code, and documents that src/parse/plain understands do without it: so it is
 * read when it is first called.
 */
const yamlWhenNeeded = {
  name: 'yaml-when-needed',
  resolveId: (id, importer = '') =>
    id === 'yaml' && /[\\/]src[\\/]parse[\\/]/.test(importer) ? '\0yaml' : null,
  load: (id) => (id === '\0yaml' ? yamlStandIn : null),
};
const yamlStandIn = [
  // Not a text that the bundler would look for.
  `const file = ['..', 'yaml.cjs'].join('/');`,
  `let loaded;`,
  `const yaml = () => (loaded ??= require(file));`,
  ...['Composer', 'Lexer', 'Parser'].map(
    (name) => `export function ${name}(options) { return new (yaml().${name})(options); }`,
  ),
  ...['isAlias', 'isMap', 'isNode', 'isScalar', 'isSeq'].map(
    (name) => `export function ${name}(node) { return yaml().${name}(node); }`,
  ),
].join('\n');

const inputs = await hashOf([
  'src',
  'build.mjs',
  'record-code.cjs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  ...publishedSchemas,
]);
if (!(await isUpToDate())) await buildAll();
const { codeFolder } = createRequire(import.meta.url)('./src/cli/bin/load.cjs');
if (!existsSync(join(dist, codeFolder))) recordCode();

async function isUpToDate() {
  const built = await readFile(stamp, 'utf8').catch(() => '');
  return built === inputs && results.every((file) => existsSync(join(dist, file)));
}

// A failed build leaves the earlier one in place.
async function buildAll() {
  const draft = join(cache, `dist-${process.pid}`);
  try {
    await bundle(draft);
    await copyValidators(draft);
    for (const file of publishedSchemas) await cp(join(root, file), join(draft, file));
    writeTypes(draft);
    await rm(dist, { recursive: true, force: true });
    await rename(draft, dist);
    await writeFile(stamp, inputs);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

// CommonJS: Node loads a few modules of that kind in a fraction of the time that it needs for ECMAScript modules.
async function bundle(outdir) {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  await mkdir(cache, { recursive: true });
  const bundle = await rolldown({
    cwd: root,
    input: {
      gatewright: 'src/cli/bin/gatewright.ts',
      compile: 'src/cli/bin/compile.ts',
      'bin/comment': 'src/cli/bin/comment.ts',
      index: 'src/index.ts',
      yaml: 'yaml',
    },
    plugins: [yamlWhenNeeded],
    platform: 'node',
    // Of what most commands need, much is in one chunk, though other commands load it later.
    checks: { ineffectiveDynamicImport: false },
    transform: {
      target: 'node20',
      define: {
        GATEWRIGHT_BUNDLED: 'true',
        GATEWRIGHT_VERSION: JSON.stringify(version),
        GATEWRIGHT_BUILD: JSON.stringify(inputs),
      },
    },
  });
  const { output } = await bundle.write({
    dir: outdir,
    format: 'cjs',
    entryFileNames: ({ name }) => (name.startsWith('bin/') ? '[name].js' : '[name].cjs'),
    chunkFileNames: 'chunks/[name]-[hash].cjs',
    codeSplitting: { groups },
    // Names stay, for the traces of bug reports.
    minify: {
      compress: { target: 'node20' },
      mangle: { toplevel: false, keepNames: true },
      codegen: { removeWhitespace: true },
    },
  });
  await bundle.close();
  await writeFile(join(outdir, 'bin/package.json'), '{ "type": "commonjs" }\n');
  await writeFile(join(outdir, 'index.js'), libraryModule(output));
  await writePrograms(outdir);
  const chunks = output.filter(({ type }) => type === 'chunk');
  const licenses = await bundledLicenses(chunks.flatMap(({ modules }) => Object.keys(modules)));
  await writeFile(join(outdir, 'LICENSES.txt'), licenses);
}

/** What package.json names as programs. */
async function writePrograms(outdir) {
  await cp(join(root, 'src/cli/bin/load.cjs'), join(outdir, 'load.cjs'));
  for (const name of ['gatewright', 'compile']) {
    const bin = join(outdir, 'bin', `${name}.js`);
    const text = `module.exports = require('../load.cjs').runProgram('${name}.cjs');\n`;
    await writeFile(bin, `#!/usr/bin/env node\n${text}`);
    await chmod(bin, 0o755);
  }
}

/** The library is for `import`. */
function libraryModule(output) {
  const { exports: names } = output.find(({ fileName }) => fileName === 'index.cjs');
  return `import library from './index.cjs';\nexport const { ${names.join(', ')} } = library;\n`;
}

// One module for each kind, which is loaded when the kind occurs; src/assets/schemas.ts finds them in
// `../validate/generated`, seen from its own folder and from dist/chunks alike.
async function copyValidators(outdir) {
  const generated = join('validate', 'generated');
  await cp(join(root, 'src', generated), join(outdir, generated), {
    recursive: true,
    filter: (file) => !/\.(d\.ts|js)$/.test(file),
  });
}

// Without checking them, which `npm run typecheck` does: an installation need not wait for it.
function writeTypes(outdir) {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const options = ['-p', 'tsconfig.build.json', '--outDir', join(outdir, 'types')];
  execFileSync(process.execPath, [tsc, ...options], { cwd: root, stdio: 'inherit' });
}

/** For this Node, and for another one when it comes here. */
function recordCode() {
  // Settings and V8's flags would make it code for others than most.
  const env = Object.entries(process.env).filter(([name]) => !/^(GATEWRIGHT|NODE)_/.test(name));
  execFileSync(process.execPath, [join(root, 'record-code.cjs'), dist], {
    env: Object.fromEntries(env),
    stdio: 'pipe',
  });
}

/** The licences of the packages whose code is in the bundle: they have to travel with it. */
async function bundledLicenses(files) {
  const folders = new Set(
    files
      .map((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1])
      .filter((folder) => folder !== undefined),
  );
  const texts = await Promise.all([...folders].sort().map(licenseOf));
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

async function licenseOf(folder) {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const title = `${manifest.name} ${manifest.version}`;
  const names = await readdir(folder);
  const file = names.sort().find((name) => /^licen[cs]e(\.(md|txt))?$/i.test(name));
  if (file === undefined) return `${title}\n\nLicence: ${manifest.license}\n`;
  return `${title}\n\n${(await readFile(join(folder, file), 'utf8')).trim()}\n`;
}

async function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths)
    for (const file of await filesOf(join(root, path)))
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
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}
