import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { repository } from '../support/fixtures.ts';

const read = (file: string): string => readFileSync(path.join(repository, file), 'utf8');

const manifest = JSON.parse(read('package.json')) as {
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
};

test('the package has no dependencies, and all that it is built with has one version', () => {
  for (const name of ['dependencies', 'optionalDependencies', 'peerDependencies'])
    expect(manifest).not.toHaveProperty(name);
  expect(manifest).not.toHaveProperty('bundleDependencies');
  for (const [name, version] of Object.entries(manifest.devDependencies))
    expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+(-[\w.]+)?$/)]);
});

test('CONTRIBUTING.md has a reason for each dependency', () => {
  const [, table = ''] = /\| package \| why \|\n([\s\S]*?)\n\n/.exec(read('CONTRIBUTING.md')) ?? [];
  const named = new Set(
    table.split('\n').flatMap((line) => line.split('|')[1]?.trim().split(', ')),
  );
  const implied = (name: string): boolean =>
    /^(@types\/|@eslint\/js$|@bufbuild\/cel-spec$)/.test(name);
  const covered = (name: string): boolean =>
    named.has(name) ||
    implied(name) ||
    [...named].some((known) => name.includes(`${known ?? ' '}-`));
  expect(Object.keys(manifest.devDependencies).filter((name) => !covered(name))).toEqual([]);
});

test('the lockfile holds what it names to its content, and names no machine', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    readonly packages: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  const entries = Object.entries(packages).filter(([name]) => name !== '');
  expect(entries.length).toBeGreaterThan(100);
  for (const [name, entry] of entries) {
    expect([name, entry['integrity']]).toEqual([
      name,
      expect.stringMatching(/^sha512-[\w+/]{86}==$/),
    ]);
    // Every entry comes from the registry that npm is set to, or from npm's own.
    const resolved = entry['resolved'] ?? 'https://registry.npmjs.org/';
    expect([name, resolved]).toEqual([
      name,
      expect.stringMatching(/^https:\/\/registry\.npmjs\.org\//),
    ]);
  }
  // It gets by without: the binary is a package of its own.
  const withScripts = entries.filter(([, entry]) => entry['hasInstallScript'] === true);
  expect(
    withScripts
      .map(([name]) => name.replace(/.*node_modules\//, ''))
      .filter((name) => name !== 'fsevents'),
  ).toEqual(['esbuild']);
});

test('nothing of ours runs when the package is installed', () => {
  // npm runs `prepare` in a checkout and for a dependency on the Git repository, never for a published package.
  const automatic = [
    'preinstall',
    'install',
    'postinstall',
    'prepublish',
    'preprepare',
    'postprepare',
  ];
  expect(Object.keys(manifest.scripts).filter((name) => automatic.includes(name))).toEqual([]);
  expect(readdirSync(repository)).not.toContain('binding.gyp');
});

const packed = (
  JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: repository,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  ) as readonly { readonly files: readonly { readonly path: string; readonly mode: number }[] }[]
)[0]?.files;

test('the package holds what runs, its types, schemas and documents, and nothing else', () => {
  const names = (packed ?? []).map((file) => file.path);
  const kinds = [
    /^(DIAGNOSTICS|README|SUPPORT)\.md$|^(LICENSE|NOTICE|package\.json)$/,
    /^dist\/LICENSES\.txt$/,
    /^dist\/bin\/(comment|compile|gatewright)\.js$/,
    /^dist\/bin\/package\.json$/,
    /^dist\/index\.c?js$/,
    /^dist\/(compile|gatewright|load|yaml)\.cjs$/,
    /^dist\/chunks\/[\w-]+-[\w-]{8}\.cjs$/,
    /^dist\/schemas\/[\w-]+\.schema\.json$/,
    /^dist\/types\/([\w-]+\/)*[\w-]+\.d\.ts$/,
    /^dist\/validate\/generated\/([\w.-]+\/)*[\w.-]+\.(cjs|mjs|json)$/,
  ];
  expect(names.filter((name) => !kinds.some((kind) => kind.test(name)))).toEqual([]);
  for (const kind of kinds)
    expect(names.filter((name) => kind.test(name)).length).toBeGreaterThan(0);
  const text = names
    .filter((name) => /\.([cm]?js|ts)$/.test(name))
    .map((name) => [name, read(name)] as const);
  expect(text.filter(([, content]) => content.includes(repository)).map(([name]) => name)).toEqual(
    [],
  );
  expect(
    text.filter(([, content]) => content.includes('sourceMappingURL')).map(([name]) => name),
  ).toEqual([]);
});

test('what is published needs nothing but Node', () => {
  const known = new Set([...builtinModules, ...builtinModules.map((name) => `node:${name}`)]);
  const scripts = (packed ?? []).map((file) => file.path).filter((name) => /\.[cm]?js$/.test(name));
  const needed = scripts.flatMap((name) =>
    [
      ...read(name).matchAll(
        /(?:^|[;}\n])(?:import|export)\b[^;'"()]*?(?:from)?\s*["']([^"'\n]+)["']|(?<!['"`])\b(?:require|import)\(["']([^"'\n]+)["']\)/g,
      ),
    ]
      .map(([, imported, required]) => imported ?? required ?? '')
      .filter((module) => !module.startsWith('.') && !known.has(module))
      .map((module) => `${name}: ${module}`),
  );
  expect(needed).toEqual([]);
});

test('every licence of what is bundled travels with it', () => {
  const sections = read('dist/LICENSES.txt').split(`\n${'-'.repeat(80)}\n\n`);
  const { packages } = JSON.parse(read('package-lock.json')) as {
    readonly packages: Readonly<Record<string, { readonly version: string }>>;
  };
  for (const section of sections) {
    const [, name = '', version = ''] = /^(\S+) (\S+)\n/.exec(section) ?? [];
    const locked = Object.entries(packages)
      .filter(([place]) => place.endsWith(`node_modules/${name}`))
      .map(([, entry]) => entry.version);
    expect(locked).toContain(version);
    // A text, not only a name.
    expect([name, section.length > 500]).toEqual([name, true]);
  }
  const names = sections.map((section) => section.split(' ')[0]);
  expect(names).toEqual(expect.arrayContaining(['fast-glob', 'nunjucks', 'yaml']));
});
