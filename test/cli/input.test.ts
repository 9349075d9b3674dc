import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readInput } from '../../src/cli/input/read.ts';
import { recordingIo } from './support/recording-io.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const manifest = 'apiVersion: v1\nkind: Namespace\n';

function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

async function read(cwd: string, paths: readonly string[], stdin = '') {
  const { files, leftOut } = await readInput(paths, recordingIo(cwd, stdin).io);
  return {
    names: files.map(({ name }) => name),
    leftOut: leftOut.map(({ name, why }) => `${name}: ${why}`),
  };
}

describe('paths', () => {
  const tree = {
    'b.yaml': manifest,
    'a/x.yml': manifest,
    'a/B.json': `{"apiVersion": "v1", "kind": "Namespace"}`,
    'a/notes.txt': manifest,
    'node_modules/p/m.yaml': manifest,
    '.git/m.yaml': manifest,
  };

  test.each([
    { name: 'none: the current folder', paths: [], names: ['a/B.json', 'a/x.yml', 'b.yaml'] },
    { name: 'a folder', paths: ['a'], names: ['a/B.json', 'a/x.yml'] },
    { name: 'a file of any extension', paths: ['a/notes.txt'], names: ['a/notes.txt'] },
    { name: 'a glob', paths: ['*/*.yml', '*.yaml'], names: ['a/x.yml', 'b.yaml'] },
    {
      name: 'one file twice',
      paths: ['b.yaml', './b.yaml', '.'],
      names: ['a/B.json', 'a/x.yml', 'b.yaml'],
    },
    { name: 'standard input', paths: ['b.yaml', '-'], names: ['<stdin>', 'b.yaml'] },
  ])('$name', async ({ paths, names }) => {
    expect((await read(folderOf(tree), paths, manifest)).names).toEqual(names);
  });

  test('a name with the characters of a glob is a name first', async () => {
    const folder = folderOf({ 'a[1].yaml': manifest, 'a1.yaml': manifest });
    expect((await read(folder, ['a[1].yaml'])).names).toEqual(['a[1].yaml']);
  });

  test('outside the working directory keep their way there', async () => {
    const folder = folderOf({ 'here/a.yaml': manifest, 'there/b.yaml': manifest });
    expect((await read(join(folder, 'here'), ['../there'])).names).toEqual(['../there/b.yaml']);
  });

  test.each([
    ['nowhere.yaml', 'nowhere.yaml does not exist'],
    ['no/*.yaml', 'no file matches no/*.yaml'],
    ['empty', 'no manifests in empty'],
  ])('%s is refused', async (path, message) => {
    const folder = folderOf(tree);
    mkdirSync(join(folder, 'empty'));
    await expect(read(folder, [path])).rejects.toThrow(message);
  });

  test('a pipe is refused instead of waited for', async () => {
    const folder = folderOf({ 'a.yaml': manifest });
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
    await expect(read(folder, ['pipe.yaml'])).rejects.toThrow('neither a file nor a folder');
    expect((await read(folder, ['.'])).names).toEqual(['a.yaml']);
  });

  test('text that is not UTF-8 is refused with its line', async () => {
    const folder = folderOf({
      'a.yaml': Buffer.concat([Buffer.from(`${manifest}# `), Buffer.from([0xff, 0x0a])]),
    });
    await expect(read(folder, ['a.yaml'])).rejects.toThrow('a.yaml:3: not UTF-8 text');
  });
});

describe('a scan leaves out', () => {
  test('links, which may lead anywhere', async () => {
    const folder = folderOf({ 'in/a.yaml': manifest, 'out/b.yaml': manifest });
    symlinkSync('../out/b.yaml', join(folder, 'in/link.yaml'));
    symlinkSync('..', join(folder, 'in/loop'));
    expect(await read(folder, ['in'])).toEqual({
      names: ['in/a.yaml'],
      leftOut: ['in/link.yaml: symbolic-link'],
    });
    expect((await read(folder, ['in/link.yaml'])).names).toEqual(['in/link.yaml']);
  });

  test('files without Kubernetes objects, unless they are named', async () => {
    const folder = folderOf({
      'a.yaml': manifest,
      'package.json': '{"name": "x"}',
      'tsconfig.json': '{ // comment\n}',
      'values.yaml': 'replicas: {{ broken',
      'without-kind.yaml': 'apiVersion: v1\nmetadata: {name: a}\n',
    });
    expect(await read(folder, ['.'])).toEqual({
      names: ['a.yaml', 'without-kind.yaml'],
      leftOut: [
        'package.json: not-kubernetes',
        'tsconfig.json: not-kubernetes',
        'values.yaml: not-kubernetes',
      ],
    });
    expect((await read(folder, ['values.yaml'])).names).toEqual(['values.yaml']);
  });

  test('Helm templates, but not the plain manifests of a chart', async () => {
    const folder = folderOf({
      'chart/Chart.yaml': 'apiVersion: v2\nname: kind\n',
      'chart/crds/a.yaml': manifest,
      'chart/templates/b.yaml': `${manifest}name: {{ .Values.x }}\n`,
      'templates/c.yaml': manifest,
    });
    expect(await read(folder, ['.'])).toEqual({
      names: ['chart/crds/a.yaml', 'templates/c.yaml'],
      leftOut: ['chart/Chart.yaml: helm-template', 'chart/templates/b.yaml: helm-template'],
    });
  });

  test('what an earlier run wrote, and only that', async () => {
    const json = '{"apiVersion": "v1", "kind": "List", "items": []}';
    const folder = folderOf({
      'a.yaml': manifest,
      'out/shop/edge/envoy.json': json,
      'out/shop/other/envoy.json': json,
      'out/shop/edge/b.yaml': manifest,
      'out/.gatewright.json': '{"files": {"shop/edge/envoy.json": null, "shop/edge/b.yaml": null}}',
    });
    expect(await read(folder, ['.'])).toEqual({
      names: ['a.yaml', 'out/shop/edge/b.yaml', 'out/shop/other/envoy.json'],
      leftOut: ['out/shop/edge/envoy.json: own-output'],
    });
  });
});
