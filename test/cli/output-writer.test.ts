import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CliError } from '../../src/cli/cli-error.ts';
import { checkOutput } from '../../src/cli/output/check.ts';
import { nodeFileSystem } from '../../src/cli/output/file-system.ts';
import { writeOutput } from '../../src/cli/output/write.ts';
import { failingAt, Killed, killedAt, without } from './support/failing-file-system.ts';
import { planOf, readGeneration, surroundings } from './support/generations.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const oldFiles = {
  'shop/edge/nginx.conf': 'old nginx',
  'shop/edge/envoy.json': 'old envoy',
  'shop/edge/tls/aa.crt': 'certificate',
  'shop/edge/tls/aa.key': 'old key',
  'shop/leaving/nginx.conf': 'leaving',
};
const newFiles = {
  'shop/edge/nginx.conf': 'new nginx',
  'shop/edge/envoy.json': 'new envoy',
  'shop/edge/tls/aa.crt': 'certificate',
  'shop/edge/tls/aa.key': 'new key',
  'shop/edge/tls/bb.key': 'second key',
  'web/coming/nginx.conf': 'coming',
};

const write = (folder: string, files: Readonly<Record<string, string>>) =>
  writeOutput(folder, planOf(files), surroundings(nodeFileSystem));

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(temporaryFolder(), 'out');
  await write(folder, files);
  return folder;
}

function put(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

describe('a change of generation', () => {
  test('writes, replaces and removes, and leaves nothing else behind', async () => {
    const folder = await folderWith(oldFiles);
    expect(readGeneration(folder)).toEqual(oldFiles);
    await expect(write(folder, newFiles)).resolves.toEqual({ written: 5, removed: 1, kept: [] });
    expect(readGeneration(folder)).toEqual(newFiles);
    expect(readdirSync(folder).sort()).toEqual(['.gatewright.json', 'shop', 'web']);
    expect(readdirSync(join(folder, 'shop'))).toEqual(['edge']);
    expect(lstatSync(join(folder, 'shop/edge/nginx.conf')).isFile()).toBe(true);
  });

  test('does not touch files that are right', async () => {
    const folder = await folderWith(oldFiles);
    const before = statSync(join(folder, 'shop/edge/tls/aa.crt'));
    const folderBefore = statSync(folder);
    await expect(write(folder, oldFiles)).resolves.toEqual({ written: 0, removed: 0, kept: [] });
    expect(statSync(folder).mtimeMs).toBe(folderBefore.mtimeMs);
    await write(folder, newFiles);
    const after = statSync(join(folder, 'shop/edge/tls/aa.crt'));
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
  });

  test('gives keys mode 0600 in folders of 0700, whatever the umask', async () => {
    const umask = process.umask(0o077);
    try {
      const folder = await folderWith(oldFiles);
      const mode = (path: string) => statSync(join(folder, path)).mode & 0o777;
      expect(mode('shop/edge/nginx.conf')).toBe(0o644);
      expect(mode('shop/edge/tls/aa.key')).toBe(0o600);
      expect(mode('shop/edge/tls')).toBe(0o700);
      expect(mode('shop/edge')).toBe(0o755);
    } finally {
      process.umask(umask);
    }
  });
});

/** In milliseconds: thousands of files are written, on whatever disk this is. */
const patience = 400_000;

describe('a process that is killed', () => {
  const cases = [
    { name: 'while it creates the folder', before: {}, after: oldFiles },
    { name: 'while it changes the folder', before: oldFiles, after: newFiles },
    { name: 'while it removes everything', before: oldFiles, after: {} },
  ];
  test.each(cases)('$name leaves one complete generation', async ({ before, after }) => {
    const kept = { 'shop/edge/nginx.pid': '12' };
    let kills = 0;
    let flipped = 0;
    for (; ; kills++) {
      const folder = await folderWith(before);
      put(folder, 'shop/edge/nginx.pid', '12');
      const { fileSystem } = killedAt(kills);
      const end = await writeOutput(folder, planOf(after), surroundings(fileSystem)).catch(
        (error: unknown) => error,
      );
      const seen = JSON.stringify(readGeneration(folder));
      const wanted = [before, after].map((files) => sorted({ ...files, ...kept }));
      expect(wanted, `killed at step ${kills}`).toContain(seen);
      if (seen === wanted[1]) flipped++;
      if (!(end instanceof Killed)) break;
      removeLock(folder);
      await write(folder, after);
      expect(JSON.stringify(readGeneration(folder))).toBe(wanted[1]);
      expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([
        '.gatewright.json',
      ]);
    }
    expect(kills).toBeGreaterThan(20);
    expect(flipped).toBeGreaterThan(5);
  });

  test(
    'and whose successor is killed too still leaves one complete generation',
    { timeout: patience },
    async () => {
      const wanted = [oldFiles, newFiles].map(sorted);
      for (let first = 10; first < 120; first += 9) {
        for (let second = 0; second < 60; second += 3) {
          const folder = await folderWith(oldFiles);
          const attempt = (step: number) =>
            writeOutput(folder, planOf(newFiles), surroundings(killedAt(step).fileSystem)).catch(
              () => null,
            );
          await attempt(first);
          removeLock(folder);
          await attempt(second);
          expect(wanted, `killed at ${first}, then ${second}`).toContain(
            JSON.stringify(readGeneration(folder)),
          );
          removeLock(folder);
          await write(folder, newFiles);
          expect(readGeneration(folder)).toEqual(newFiles);
          rmSync(folder, { recursive: true });
        }
      }
    },
  );
});

describe('a file system that fails', () => {
  test.each(['ENOSPC', 'EACCES', 'EIO'])('with %s at any step', async (code) => {
    const wanted = [oldFiles, newFiles].map(sorted);
    for (let step = 0; ; step++) {
      const folder = await folderWith(oldFiles);
      const { fileSystem, steps } = failingAt(step, code);
      const end = await writeOutput(folder, planOf(newFiles), surroundings(fileSystem)).catch(
        (error: unknown) => error,
      );
      expect(wanted, `failed at step ${step}`).toContain(JSON.stringify(readGeneration(folder)));
      if (steps() <= step) break;
      expect(end).toBeInstanceOf(CliError);
    }
  });

  test.each([
    ['symbolic links', without('symlink', 'EPERM')],
    ['hard links', without('link', 'EPERM')],
  ])('having no %s still gets its files', async (_, { fileSystem }) => {
    const folder = await folderWith(oldFiles);
    await writeOutput(folder, planOf(newFiles), surroundings(fileSystem));
    expect(readGeneration(folder)).toEqual(newFiles);
    expect(readdirSync(folder).sort()).toEqual(['.gatewright.json', 'shop', 'web']);
  });
});

describe('files of others', () => {
  test('are never replaced', async () => {
    const folder = await folderWith({});
    put(folder, 'shop/edge/nginx.conf', 'mine');
    await expect(write(folder, oldFiles)).rejects.toMatchObject({
      details: [join(folder, 'shop/edge/nginx.conf')],
    });
    expect(readGeneration(folder)).toEqual({ 'shop/edge/nginx.conf': 'mine' });
  });

  test('are adopted when they are what would be written', async () => {
    const folder = await folderWith({});
    put(folder, 'shop/edge/nginx.conf', 'same');
    await write(folder, { 'shop/edge/nginx.conf': 'same' });
    await write(folder, { 'shop/edge/nginx.conf': 'other' });
    expect(readGeneration(folder)).toEqual({ 'shop/edge/nginx.conf': 'other' });
  });

  test('are kept when they took the place of a file that is no longer written', async () => {
    const folder = await folderWith(oldFiles);
    put(folder, 'shop/leaving/nginx.conf', 'edited');
    const result = await write(folder, newFiles);
    expect(result.kept).toEqual(['shop/leaving/nginx.conf']);
    expect(readGeneration(folder)).toEqual({ ...newFiles, 'shop/leaving/nginx.conf': 'edited' });
  });

  test.each([
    { name: 'a folder', at: 'shop', to: 'elsewhere' },
    { name: 'a Gateway', at: 'shop/edge', to: '../elsewhere' },
    { name: 'a file', at: 'shop/edge/nginx.conf', to: '../../elsewhere/file' },
  ])('behind a link in place of $name are never reached', async ({ at, to }) => {
    const folder = await folderWith({});
    put(folder, 'elsewhere/file', 'untouched');
    mkdirSync(dirname(join(folder, at)), { recursive: true });
    symlinkSync(to, join(folder, at));
    await expect(write(folder, oldFiles)).rejects.toThrow('did not write them');
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual(['file']);
    expect(readFileSync(join(folder, 'elsewhere/file'), 'utf8')).toBe('untouched');
  });

  test('outside are not reached through a work folder from a pull request', async () => {
    const root = temporaryFolder();
    const folder = join(root, 'out');
    put(root, 'etc/private/key', 'outside');
    put(folder, '.gatewright.tmp/old/ssl/private/key', 'bait');
    mkdirSync(join(folder, '.gatewright.tmp/new'));
    symlinkSync(join(root, 'etc'), join(folder, '.gatewright.tmp/new/ssl'));
    symlinkSync('new', join(folder, '.gatewright.tmp/current'));
    mkdirSync(join(folder, 'ssl/private'), { recursive: true });
    symlinkSync('../../.gatewright.tmp/current/ssl/private/key', join(folder, 'ssl/private/key'));
    await expect(write(folder, oldFiles)).rejects.toThrow('.gatewright.tmp');
    expect(readFileSync(join(root, 'etc/private/key'), 'utf8')).toBe('outside');
  });

  test.each(['../outside/a/file', 'shop/../../x/y', '/etc/passwd', 'shop/edge', 'shop/Edge/x'])(
    'are not removed because the list names %s',
    async (path) => {
      const folder = await folderWith(oldFiles);
      writeFileSync(join(folder, '.gatewright.json'), JSON.stringify({ files: { [path]: null } }));
      await expect(write(folder, newFiles)).rejects.toThrow('not a list that gatewright wrote');
    },
  );
});

describe('concurrent runs', () => {
  const lockOf = (pid: number, started: string | null) =>
    JSON.stringify({
      token: '00000000-0000-0000-0000-000000000000',
      host: hostname(),
      pid,
      started,
      since: Date.now(),
    });

  test('wait, then give up with the name of the lock', async () => {
    const folder = await folderWith(oldFiles);
    writeFileSync(join(folder, '.gatewright.lock'), lockOf(process.ppid, null));
    await expect(write(folder, newFiles)).rejects.toThrow('another run is writing');
    expect(readGeneration(folder)).toEqual(oldFiles);
    const later = writeOutput(folder, planOf(newFiles), surroundings(nodeFileSystem, 5000));
    setTimeout(() => {
      rmSync(join(folder, '.gatewright.lock'));
    }, 120);
    await later;
    expect(readGeneration(folder)).toEqual(newFiles);
  });

  test.each([
    ['that ended', 2 ** 22 + 1, null],
    ['whose number another one has now', process.pid, 'another start'],
  ])('do not wait for a process %s', async (_, pid, started) => {
    const folder = await folderWith(oldFiles);
    writeFileSync(join(folder, '.gatewright.lock'), lockOf(pid, started));
    await write(folder, newFiles);
    expect(existsSync(join(folder, '.gatewright.lock'))).toBe(false);
  });

  test('in one process follow one another', async () => {
    const folder = await folderWith(oldFiles);
    await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        writeOutput(
          folder,
          planOf(index % 2 === 0 ? oldFiles : newFiles),
          surroundings(nodeFileSystem, 5000),
        ),
      ),
    );
    expect([oldFiles, newFiles].map(sorted)).toContain(JSON.stringify(readGeneration(folder)));
  });
});

describe('--check', () => {
  const drift = (folder: string, files: Readonly<Record<string, string>>) =>
    checkOutput(folder, planOf(files), nodeFileSystem).map(({ path, how }) => `${how} ${path}`);

  test('finds nothing when the folder is right', async () => {
    const folder = await folderWith(oldFiles);
    rmSync(join(folder, '.gatewright.json'));
    expect(drift(folder, oldFiles)).toEqual([]);
  });

  test('names every difference and writes nothing', async () => {
    const folder = await folderWith(oldFiles);
    expect(drift(folder, newFiles)).toEqual([
      'differs shop/edge/envoy.json',
      'differs shop/edge/nginx.conf',
      'differs shop/edge/tls/aa.key',
      'missing shop/edge/tls/bb.key',
      'stale shop/leaving/nginx.conf',
      'missing web/coming/nginx.conf',
    ]);
    expect(readGeneration(folder)).toEqual(oldFiles);
    expect(drift(join(folder, 'nowhere'), { 'a/b/nginx.conf': '' })).toEqual([
      'missing a/b/nginx.conf',
    ]);
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });
});

function sorted(files: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(files).sort()));
}

// The simulated process has this process's number, which lives on.
function removeLock(folder: string): void {
  for (const name of readdirSync(folder))
    if (name.startsWith('.gatewright.lock')) rmSync(join(folder, name));
}
