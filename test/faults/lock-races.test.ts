import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { currentAt, passingLink } from '../../src/cli/output/current.ts';
import { nodeFileSystem, type FileSystem } from '../../src/cli/output/file-system.ts';
import { parseOutputPath } from '../../src/cli/output/layout.ts';
import { withLock } from '../../src/cli/output/lock.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';

// What another process does between two steps of ours, which processes that really run at once do too seldom.

const holder = (token: string, pid: number) =>
  JSON.stringify({ token, host: hostname(), pid, started: null, since: 0 });
const dead = holder('00000000-0000-0000-0000-000000000000', 2 ** 22 + 1);
const alive = holder('00000000-0000-0000-0000-000000000001', process.ppid);

test('a lock that another run took over after we saw its dead holder is never removed, not for a moment', () => {
  const folder = temporaryFolder();
  const lock = join(folder, '.gatewright.lock');
  writeFileSync(lock, dead);
  let seen = false;
  const found = new Set<string>();
  const watched = Object.fromEntries(
    Object.entries(nodeFileSystem).map(([name, operation]) => [
      name,
      (...args: never[]): unknown => {
        const result = (operation as (...args: never[]) => unknown)(...args);
        if (seen) found.add(existsSync(lock) ? readFileSync(lock, 'utf8') : 'nothing');
        if (!seen && name === 'read' && args[0] === lock) {
          seen = true;
          rmSync(lock);
          writeFileSync(lock, alive);
        }
        return result;
      },
    ]),
  ) as unknown as FileSystem;
  const result = withLock(watched, folder, () => {
    throw new Error('two runs change the folder');
  });
  expect(result).toEqual({ kind: 'busy' });
  expect([...found]).toEqual([alive]);
});

test.each(['unlink', 'link'] as const)(
  'a draft that the holder tidied away before our %s of it is no failure',
  (step) => {
    const folder = temporaryFolder();
    const fileSystem: FileSystem = {
      ...nodeFileSystem,
      [step]: (path: string, to: string) => {
        if (/lock\.[0-9a-f-]+$/.test(path)) rmSync(path);
        nodeFileSystem[step](path, to);
      },
    };
    const result = withLock(fileSystem, folder, () => 'changed');
    const wanted = step === 'link' ? { kind: 'busy' } : { kind: 'done', value: 'changed' };
    expect(result).toEqual(wanted);
    expect(existsSync(join(folder, '.gatewright.lock'))).toBe(false);
  },
);

test.each(['entry', 'readLink'] as const)(
  'a path that another run settles after our %s of it reads as the file that it became',
  (step) => {
    const folder = temporaryFolder();
    const path = parseOutputPath('shop/edge/nginx.conf');
    if (path === null) throw new Error('not a path');
    const place = join(folder, path);
    mkdirSync(join(folder, 'shop/edge'), { recursive: true });
    symlinkSync(passingLink(path), place);
    let settled = false;
    const settle = (given: string): void => {
      if (given !== place || settled) return;
      settled = true;
      rmSync(place);
      writeFileSync(place, 'new');
    };
    const fileSystem: FileSystem = {
      ...nodeFileSystem,
      [step]: (given: string) => {
        const result = nodeFileSystem[step](given);
        settle(given);
        return result;
      },
    };
    const current = currentAt(fileSystem, folder, path);
    expect(current).toMatchObject({ kind: 'file', content: Buffer.from('new') });
  },
);
