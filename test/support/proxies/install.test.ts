import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { libraryEnvironment, publish, readInstalled } from './install/cache.mjs';
import { withLock } from './install/lock.mjs';
import { missingLibraryPackages } from './install/nginx-debian.mjs';

const SCRIPT = fileURLToPath(new URL('./install.mjs', import.meta.url));

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gatewright-install-'));
});

afterEach(() => rm(dir, { recursive: true }));

describe('the cache', () => {
  const description = { version: '1.0.0', bin: 'bin/x', modules: null, libraries: [] };
  const install = async (folder: string) => {
    await mkdir(join(folder, 'bin'));
    await writeFile(join(folder, 'bin', 'x'), '');
    return description;
  };

  test('holds what was published, again and again', async () => {
    expect(await readInstalled(dir, 'x')).toBeUndefined();
    await publish(dir, 'x', install);
    await publish(dir, 'x', install);
    expect(await readInstalled(dir, 'x')).toMatchObject(description);
    expect(await readdir(dir)).toEqual(['x']);
  });

  test('keeps nothing of a failed installation', async () => {
    const failing = publish(dir, 'x', () => Promise.reject(new Error('no compiler')));
    await expect(failing).rejects.toThrow('no compiler');
    expect(await readdir(dir)).toEqual([]);
  });

  test('does not count an installation whose binary is gone', async () => {
    await publish(dir, 'x', install);
    await rm(join(dir, 'x', 'bin'), { recursive: true });
    expect(await readInstalled(dir, 'x')).toBeUndefined();
  });
});

describe('the lock', () => {
  test('lets one in at a time and is released after a failure', async () => {
    const lock = join(dir, '.lock');
    let inside = 0;
    const work = async (): Promise<number> => {
      const seen = ++inside;
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside--;
      return seen;
    };
    const failing = withLock(lock, () => Promise.reject(new Error('failed')));
    await expect(failing).rejects.toThrow('failed');
    expect(await Promise.all([1, 2, 3].map(() => withLock(lock, work)))).toEqual([1, 1, 1]);
    expect(await readdir(dir)).toEqual([]);
  });

  test('is taken over from a process that died', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    await mkdir(join(dir, '.lock'));
    await writeFile(join(dir, '.lock', 'owner'), String(child.pid));
    expect(await withLock(join(dir, '.lock'), () => Promise.resolve('mine'))).toBe('mine');
  });
});

describe('shared libraries the system lacks', () => {
  test('are named by their Debian packages', () => {
    const ldd =
      '\tlibz.so.1 => /lib/libz.so.1 (0x1)\n\tlibpcre2-8.so.0 => not found\n\tlibssl.so.3 => not found\n';
    expect(missingLibraryPackages(ldd)).toEqual(['libpcre2-8-0', 'libssl3']);
    expect(() => missingLibraryPackages('\tlibodd.so.9 => not found\n')).toThrow('libodd.so.9');
  });

  test('are found through the environment', () => {
    expect(libraryEnvironment('/c', [])).toEqual({});
    expect(libraryEnvironment('/c', ['lib', 'usr/lib'])).toEqual({
      LD_LIBRARY_PATH: '/c/lib:/c/usr/lib',
    });
  });
});

describe('the script', () => {
  async function fakeBinary(name: string, shell: string): Promise<string> {
    const path = join(dir, name);
    await writeFile(path, `#!/bin/sh\n${shell}\n`, { mode: 0o755 });
    return path;
  }

  const runScript = (env: Record<string, string>) =>
    promisify(execFile)(process.execPath, [SCRIPT, '--json'], {
      env: { ...process.env, GATEWRIGHT_PROXY_CACHE: join(dir, 'cache'), ...env },
    });

  test('takes ready binaries from the environment', async () => {
    const built = "echo 'nginx version: nginx/1.22.9 --modules-path=/m --x' >&2";
    const nginx = await fakeBinary('nginx', built);
    const envoy = await fakeBinary('envoy', "echo 'envoy version: abc/1.40.7/Clean/RELEASE/SSL'");
    const { stdout } = await runScript({
      GATEWRIGHT_NGINX_1_22: nginx,
      GATEWRIGHT_NGINX_1_28: nginx,
      GATEWRIGHT_ENVOY: envoy,
    });
    expect(JSON.parse(stdout)).toMatchObject([
      { name: 'nginx-1.22', version: '1.22.9', bin: nginx, modulesPath: '/m' },
      { name: 'nginx-1.28', version: '1.22.9', bin: nginx, modulesPath: '/m' },
      { name: 'envoy', version: '1.40.7', bin: envoy, modulesPath: null },
    ]);
  });

  test('says what to do about each proxy it cannot provide', async () => {
    const failing = runScript({ PATH: dir, GATEWRIGHT_ENVOY: '' });
    const stderr = (names: readonly string[]): unknown =>
      names.map((name) =>
        expect.stringMatching(new RegExp(`${name}: .*\n  By hand: .*set GATEWRIGHT`)),
      );
    const error: unknown = await failing.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 1 });
    const lines = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    expect([lines, lines, lines]).toEqual(stderr(['nginx-1\\.22', 'nginx-1\\.28', 'envoy']));
  });

  test('names the variable of an override that does not run', async () => {
    const failing = runScript({ GATEWRIGHT_ENVOY: join(dir, 'absent') });
    await expect(failing).rejects.toThrow('correct or unset GATEWRIGHT_ENVOY');
  });
});
