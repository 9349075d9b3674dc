import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import glob from 'fast-glob';
import { afterEach, expect, test } from 'vitest';
import { walk } from './walk.ts';

const folder = mkdtempSync(join(tmpdir(), 'walk-'));

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function make(files: readonly string[]): void {
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
}

const manifests = [
  'a.yaml',
  'b.yml',
  'deep/er/c.json',
  'folder.yaml/d.yaml',
  'node_modules.yaml',
  'with [brackets]*/{e}.yaml',
  'line\nbreak.yaml',
];
const others = [
  'a.YAML',
  'a.yaml.bak',
  'yaml',
  '.yaml',
  '.hidden.yaml',
  '.hidden/f.yaml',
  'node_modules/g.yaml',
  'deep/node_modules/h.yaml',
  '.git/i.yaml',
];

test('finds what has the name of a manifest, and links, which it does not follow', () => {
  make([...manifests, ...others]);
  symlinkSync('deep', join(folder, 'linked'));
  symlinkSync('a.yaml', join(folder, 'link.yaml'));
  symlinkSync('nowhere', join(folder, 'dangling.yaml'));
  const found = walk(folder);
  const expected = [
    ...manifests.map((name) => ({ path: join(folder, name), link: false })),
    ...['link.yaml', 'dangling.yaml'].map((name) => ({ path: join(folder, name), link: true })),
  ];
  expect(byPath(found)).toEqual(byPath(expected));
});

test('finds what the same pattern as a glob finds', async () => {
  make([...manifests, ...others]);
  const globbed = await glob.glob('**/*.{yaml,yml,json}', {
    cwd: folder,
    absolute: true,
    followSymbolicLinks: false,
    ignore: ['**/node_modules/**', '**/.git/**'],
  });
  expect(
    walk(folder)
      .map(({ path }) => path)
      .sort(),
  ).toEqual(globbed.sort());
});

test('a folder that has gone is empty', () => {
  expect(walk(join(folder, 'gone'))).toEqual([]);
});

test('a folder that nobody may read is an error', () => {
  make(['closed/a.yaml']);
  chmodSync(folder, 0o755);
  chmodSync(join(folder, 'closed'), 0);
  // Root may read every folder, so somebody else looks.
  const user = process.geteuid?.();
  if (user === 0) process.seteuid?.(65_534);
  try {
    expect(() => walk(folder)).toThrow('EACCES');
    expect(() => walk(folder)).toThrow('closed');
  } finally {
    if (user === 0) process.seteuid?.(0);
    chmodSync(join(folder, 'closed'), 0o700);
  }
});

function byPath<T extends { readonly path: string }>(entries: readonly T[]): readonly T[] {
  return [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
}
