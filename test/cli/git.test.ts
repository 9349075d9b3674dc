import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { applyDelta } from '../../src/cli/git/delta.ts';
import { openObjects } from '../../src/cli/git/objects.ts';
import { findRepository, type Repository } from '../../src/cli/git/repository.ts';
import { findCommit } from '../../src/cli/git/revisions.ts';
import { openTree } from '../../src/cli/git/trees.ts';
import { makeRepository, type TestRepository } from './support/git-repository.ts';

function open({ folder }: Pick<TestRepository, 'folder'>) {
  const repository = findRepository(folder);
  if (repository === null) throw new Error('no repository');
  return { repository, objects: openObjects(repository) };
}

function read(repository: Pick<TestRepository, 'folder'>, revision: string, path: string) {
  const { repository: found, objects } = open(repository);
  const commit = findCommit(revision, found, objects);
  if (commit === null) return null;
  const tree = openTree(commit.tree, objects);
  const entry = tree.find(path);
  return entry === null ? null : tree.read(entry).toString('utf8');
}

const lines = (change: string) =>
  Array.from({ length: 400 }, (_, n) => `line ${String(n)} ${n === 200 ? change : ''}\n`).join('');

/** Commits that Git stores in every way it knows. */
function history(folder?: string) {
  const repository = makeRepository(folder);
  const ids = ['one', 'two', 'three', 'four'].map((text) =>
    repository.commit({ 'a/b.txt': lines(text), 'c.txt': text }),
  );
  repository.git('tag', 'light', 'HEAD~1');
  repository.git('tag', '-a', '-m', 'heavy', 'heavy', 'HEAD~2');
  repository.git('branch', 'feature/x', 'HEAD~3');
  repository.git('update-ref', 'refs/remotes/origin/main', 'HEAD~1');
  repository.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
  return { repository, ids };
}

describe.each([
  ['loose objects', () => {}],
  [
    'a pack with deltas',
    ({ git }: TestRepository) => git('gc', '-q', '--aggressive', '--prune=now'),
  ],
  [
    'a pack with deltas by id',
    ({ git }: TestRepository) => {
      git('-c', 'repack.useDeltaBaseOffset=false', 'repack', '-adqf');
      git('prune-packed');
    },
  ],
])('a repository of %s', (_, store) => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gatewright-git-')));
  const { repository, ids } = history(folder);
  store(repository);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test.each([
    ['HEAD', 3],
    ['@', 3],
    ['main', 3],
    ['heads/main', 3],
    ['refs/heads/main', 3],
    ['HEAD~1', 2],
    ['HEAD^', 2],
    ['main~2', 1],
    ['HEAD^^~1', 0],
    ['light', 2],
    ['heavy', 1],
    ['heavy^{}', 1],
    ['heavy~1', 0],
    ['feature/x', 0],
    ['origin/main', 2],
    ['origin', 2],
  ])('%s', (revision, index) => {
    const { repository: found, objects } = open(repository);
    expect(findCommit(revision, found, objects)?.id).toBe(ids[index]);
    expect(read(repository, revision, 'c.txt')).toBe(['one', 'two', 'three', 'four'][index]);
    expect(read(repository, revision, 'a/b.txt')).toContain(
      `line 200 ${['one', 'two', 'three', 'four'][index] ?? ''}`,
    );
  });

  test('ids and beginnings of ids', () => {
    for (const id of ids) {
      expect(read(repository, id, 'c.txt')).not.toBeNull();
      expect(read(repository, id.slice(0, 12), 'c.txt')).toBe(read(repository, id, 'c.txt'));
    }
  });

  test.each([
    'nothing',
    'HEAD~9',
    '../../etc/passwd',
    'refs/../HEAD',
    '-x',
    'main.lock',
    '',
    'HEAD:c.txt',
  ])('no commit: %s', (revision) => {
    const { repository: found, objects } = open(repository);
    let commit = null;
    try {
      commit = findCommit(revision, found, objects);
    } catch (error) {
      expect(error).toMatchObject({ name: 'CliError' });
    }
    expect(commit).toBeNull();
  });
});

test('a merge has several parents', () => {
  const repository = makeRepository();
  repository.commit({ 'a.txt': 'a' });
  repository.git('checkout', '-q', '-b', 'side');
  const side = repository.commit({ 'b.txt': 'b' });
  repository.git('checkout', '-q', 'main');
  const main = repository.commit({ 'c.txt': 'c' });
  repository.git('merge', '-q', '--no-ff', '-m', 'merge', 'side');
  const { repository: found, objects } = open(repository);
  expect(findCommit('HEAD^1', found, objects)?.id).toBe(main);
  expect(findCommit('HEAD^2', found, objects)?.id).toBe(side);
  expect(() => findCommit('HEAD^3', found, objects)).toThrow('no such parent');
});

test('linked working trees and borrowed objects', () => {
  const { repository, ids } = history();
  const worktree = join(repository.folder, 'other');
  repository.git('worktree', 'add', '-q', worktree, 'feature/x');
  const { repository: found, objects } = open({ folder: worktree });
  expect(findCommit('HEAD', found, objects)?.id).toBe(ids[0]);
  expect(findCommit('main', found, objects)?.id).toBe(ids[3]);
  const shared = join(repository.folder, 'shared');
  repository.git('clone', '-q', '--shared', '.', shared);
  expect(read({ folder: shared }, 'origin/main~3', 'c.txt')).toBe('one');
});

test('a shallow clone says what it lacks', () => {
  const { repository } = history();
  const shallow = join(repository.folder, 'shallow');
  repository.git('clone', '-q', '--depth', '1', `file://${repository.folder}`, shallow);
  expect(read({ folder: shallow }, 'HEAD', 'c.txt')).toBe('four');
  expect(() => read({ folder: shallow }, 'HEAD~1', 'c.txt')).toThrow('is not in this clone');
});

test('links and submodules keep their kind', () => {
  const repository = makeRepository();
  const id = repository.commit({ 'a.yaml': 'a' });
  symlinkSync('/etc/passwd', join(repository.folder, 'link.yaml'));
  repository.git('update-index', '--add', '--cacheinfo', `160000,${id},sub.yaml`);
  repository.git('add', 'link.yaml');
  repository.git('commit', '-q', '-m', 'x');
  const { repository: found, objects } = open(repository);
  const tree = openTree(findCommit('HEAD', found, objects)?.tree ?? '', objects);
  expect(tree.find('link.yaml')?.kind).toBe('link');
  expect(tree.find('sub.yaml')?.kind).toBe('submodule');
});

describe('a hostile repository', () => {
  test('makes nothing run', () => {
    const { repository } = history();
    const hook = join(repository.folder, 'hook.sh');
    writeFileSync(hook, '#!/bin/sh\ntouch hacked\n');
    chmodSync(hook, 0o755);
    for (const [key, value] of [
      ['core.fsmonitor', hook],
      ['core.pager', hook],
      ['core.sshCommand', hook],
      ['core.hooksPath', repository.folder],
      ['filter.x.smudge', hook],
      ['diff.x.textconv', hook],
      ['remote.origin.url', `ext::${hook}`],
      ['remote.origin.promisor', 'true'],
    ])
      repository.git('config', key ?? '', value ?? '');
    writeFileSync(join(repository.folder, '.gitattributes'), '* filter=x diff=x\n');
    expect(read(repository, 'HEAD', 'c.txt')).toBe('four');
    expect(readdirSync(repository.folder)).not.toContain('hacked');
  });

  test('cannot show one object as another', () => {
    const { repository } = history();
    const blob = repository.git('rev-parse', 'HEAD:c.txt');
    const file = join(repository.folder, '.git/objects', blob.slice(0, 2), blob.slice(2));
    chmodSync(file, 0o644);
    writeFileSync(file, deflateSync(Buffer.from('blob 4\0evil')));
    expect(() => read(repository, 'HEAD', 'c.txt')).toThrow('is not what its name says');
  });

  test('damage of any byte of a pack or an index is found, or changes nothing', () => {
    const { repository } = history();
    repository.git('gc', '-q', '--aggressive', '--prune=now');
    const folder = join(repository.folder, '.git/objects/pack');
    for (const suffix of ['.pack', '.idx']) {
      const file = join(folder, readdirSync(folder).find((name) => name.endsWith(suffix)) ?? '');
      const whole = readFileSync(file);
      chmodSync(file, 0o644);
      for (let at = 0; at < whole.length; at += 7) {
        const broken = Buffer.from(whole);
        broken[at] = (broken[at] ?? 0) ^ 0x55;
        writeFileSync(file, at % 2 === 0 ? broken : whole.subarray(0, at));
        try {
          expect(read(repository, 'main', 'a/b.txt')).toBe(lines('four'));
        } catch (error) {
          expect(error).toMatchObject({ name: 'CliError' });
        }
      }
      writeFileSync(file, whole);
    }
  });

  test('cannot make a delta copy from elsewhere', () => {
    const base = Buffer.from('0123456789');
    // Lengths 10 and 4, then: copy 4 from 2.
    expect(applyDelta(base, Buffer.from([10, 4, 0x91, 2, 4])).toString()).toBe('2345');
    for (const delta of [
      [10, 4, 0x91, 8, 4],
      [9, 4, 0x91, 2, 4],
      [10, 4, 0x91, 2],
      [10, 4, 0],
      [10, 4, 5, 1],
      [10, 9, 0x91, 2, 4],
      [10, 1, 0x91, 2, 4],
      [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80],
    ])
      expect(() => applyDelta(base, Buffer.from(delta))).toThrow('damaged');
  });
});

test('refs in a reftable and long ids are refused', () => {
  const { repository } = history();
  const found: Repository = open(repository).repository;
  writeFileSync(join(repository.folder, '.git/HEAD'), 'ref: refs/heads/.invalid\n');
  expect(() => findCommit('HEAD', found, openObjects(found))).toThrow('reftable');
  writeFileSync(join(repository.folder, '.git/HEAD'), `${'a'.repeat(64)}\n`);
  expect(() => findCommit('HEAD', found, openObjects(found))).toThrow('SHA-256');
});
