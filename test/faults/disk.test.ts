import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CliError } from '../../src/cli/cli-error.ts';
import { nodeFileSystem } from '../../src/cli/output/file-system.ts';
import { writeOutput } from '../../src/cli/output/write.ts';
import { failingAtAny } from '../cli/support/failing-file-system.ts';
import { planOf, readGeneration, surroundings } from '../cli/support/generations.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';
import { manifestsOf, program, put, runBuilt } from './support/built.ts';

const before = {
  'shop/edge/nginx.conf': 'old',
  'shop/edge/tls/aa.key': 'key',
  'web/x/nginx.conf': 'x',
};
const after = { 'shop/edge/nginx.conf': 'new', 'shop/edge/tls/bb.key': 'key' };

const codes = ['ENOSPC', 'EDQUOT', 'EIO', 'EACCES', 'EROFS'];

test('any call to the file system that fails, reading ones too, leaves one generation, and the error says where', async () => {
  const wanted = [before, after].map((files) => JSON.stringify(files));
  const root = temporaryFolder();
  const prepared = join(root, 'prepared');
  await writeOutput(prepared, planOf(before), surroundings(nodeFileSystem));
  let failures = 0;
  for (let call = 0; ; call++) {
    const folder = join(root, `out${call}`);
    const code = codes[call % codes.length] ?? '';
    cpSync(prepared, folder, { recursive: true });
    const { fileSystem, steps } = failingAtAny(call, code);
    const end = await writeOutput(folder, planOf(after), surroundings(fileSystem)).catch(
      (error: unknown) => error,
    );
    expect(wanted, `call ${call}`).toContain(JSON.stringify(readGeneration(folder)));
    if (steps() <= call) break;
    if (end instanceof Error) {
      failures++;
      expect(end).toBeInstanceOf(CliError);
      expect(end.message).toMatch(new RegExp(`^cannot write to ${folder}: .+ \\(${code}\\)$`));
    }
    if (call % 4 !== 0) continue;
    // The simulated process has this process's number, which lives on.
    rmSync(join(folder, '.gatewright.lock'), { force: true });
    await writeOutput(folder, planOf(after), surroundings(nodeFileSystem));
    expect(readGeneration(folder)).toEqual(after);
  }
  expect(failures).toBeGreaterThan(50);
});

/** Runs a shell script in which `gw` is the built program, in a folder that holds small and large manifests. */
function shell(script: string, prefix: readonly string[] = []) {
  const folder = temporaryFolder();
  put(folder, { 'small/a.yaml': manifestsOf(1), 'large/a.yaml': manifestsOf(200_000, '/other') });
  const command = [...prefix, 'bash', '--norc', '-c'];
  const text = `gw() { "$NODE" "$PROGRAM" "$@"; }\n${script}`;
  const env = { PATH: process.env['PATH'] ?? '', NODE: process.execPath, PROGRAM: program };
  return {
    folder,
    ...spawnSync('env', [...command, text], { cwd: folder, env, encoding: 'utf8' }),
  };
}

describe('a disk that is full', () => {
  test.each([
    [1, ' --report json=report.json'],
    [1, ''],
    [20, ''],
    [60, ''],
  ])('at %i KiB of a file, by the limit of the process%s', (limit, more) => {
    const { folder, stdout, stderr } = shell(`gw compile small -o out -q
      cp -a out before
      (ulimit -f ${limit}; gw compile large -o out -q${more}); echo "code $?"
      diff -r out before && echo same`);
    expect(stdout).toBe('code 2\nsame\n');
    const what = more === '' ? `to ${folder}/out` : 'report.json';
    expect(stderr).toBe(
      `gatewright: cannot write ${what}: the file is larger than the file system or a limit allows (EFBIG)\n`,
    );
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('of standard output', () => {
    const { stdout, stderr } = shell('gw compile small --target envoy > /dev/full; echo "code $?"');
    expect(stdout).toBe('code 2\n');
    expect(stderr).toMatch(/^gatewright: .*no space is left on the device \(ENOSPC\)\n$/m);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  test('of standard error', () => {
    const { stdout } = shell('gw compile small -o out 2> /dev/full; echo "code $?"');
    expect(stdout).toBe('code 2\n');
  });
});

// Mounting takes rights that a build machine may not give; what does without is tested above.
const isolated = ['unshare', '--mount', ...(process.getuid?.() === 0 ? [] : ['--map-root-user'])];
const [unshare = '', ...isolation] = isolated;
const canMount =
  spawnSync(unshare, [...isolation, 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;

describe.skipIf(!canMount)('a real file system', () => {
  // From the first page of the new generation to the last one that is still too little.
  test.each([32, 80, 128, 176, 224].map((free) => [`size=${free}k`]))('with %s is full', (size) => {
    const { stdout, stderr } = shell(
      `mkdir disk; mount -t tmpfs -o ${size} none disk
      gw compile small -o disk/out -q; cp -a disk/out before
      gw compile large -o disk/out -q; echo "code $?"
      diff -r disk/out before && echo same
      mount -o remount,size=10m disk
      gw compile large -o disk/out -q; echo "code $?"; ls -A disk/out`,
      isolated,
    );
    expect(stdout).toBe('code 2\nsame\ncode 0\n.gatewright.json\nshop\n');
    expect(stderr).toMatch(
      /^gatewright: cannot write to \S+disk\/out: no space is left on the device \(ENOSPC\)\n$/,
    );
  });

  test('that is mounted read-only', () => {
    const { stdout, stderr } = shell(
      `mkdir disk; mount -t tmpfs -o size=10m none disk
      gw compile small -o disk/out -q; cp -a disk/out before
      mount -o remount,ro disk
      gw compile large -o disk/out -q; echo "code $?"
      gw compile small -o disk/out -q; echo "unchanged $?"
      diff -r disk/out before && echo same`,
      isolated,
    );
    expect(stdout).toBe('code 2\nunchanged 0\nsame\n');
    expect(stderr).toMatch(
      /^gatewright: cannot write to \S+disk\/out: the file system is read-only \(EROFS\)\n$/,
    );
  });
});

describe('without permission', () => {
  const isRoot = process.getuid?.() === 0;
  // Permissions do not count for root: the program runs as somebody else.
  const somebody = isRoot ? { uid: 65_534 } : {};
  const run = (folder: string, ...args: readonly string[]) =>
    runBuilt(['compile', ...args, '-q'], { cwd: folder, ...somebody });

  function prepared(): string {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    put(folder, { 'in/a.yaml': manifestsOf(1) });
    return folder;
  }

  test('to write to the folder', () => {
    const folder = prepared();
    mkdirSync(join(folder, 'out'), { mode: 0o555 });
    chmodSync(join(folder, 'out'), 0o555);
    const { status, stderr } = run(folder, 'in', '-o', 'out');
    expect([status, stderr]).toEqual([
      2,
      `gatewright: cannot write to ${folder}/out: permission denied (EACCES)\n`,
    ]);
    expect(readdirSync(join(folder, 'out'))).toEqual([]);
  });

  test('to write to a part of the folder', () => {
    const folder = prepared();
    mkdirSync(join(folder, 'out'));
    chmodSync(join(folder, 'out'), 0o777);
    put(folder, { 'out/shop/edge/nginx.pid': '1' });
    chmodSync(join(folder, 'out/shop/edge'), 0o555);
    const { status, stderr } = run(folder, 'in', '-o', 'out');
    expect([status, stderr]).toEqual([
      2,
      `gatewright: cannot write to ${folder}/out: permission denied (EACCES)\n`,
    ]);
    expect(readdirSync(join(folder, 'out'))).toEqual(['shop']);
    expect(readdirSync(join(folder, 'out/shop/edge'))).toEqual(['nginx.pid']);
  });

  test.each([
    ['the folder', ['-o', 'locked/out'], /cannot write to \S+locked\/out: permission denied/],
    ['a report', ['-o', 'out', '--report', 'json=locked/r.json'], /cannot write locked\/r\.json: /],
  ])('to make %s', (_, args, says) => {
    const folder = prepared();
    mkdirSync(join(folder, 'out'));
    chmodSync(join(folder, 'out'), 0o777);
    mkdirSync(join(folder, 'locked'));
    chmodSync(join(folder, 'locked'), 0o555);
    const { status, stderr } = run(folder, 'in', ...args);
    expect(status).toBe(2);
    expect(stderr).toMatch(says);
    expect(stderr.trim().split('\n').length).toBe(1);
  });

  test('to read a manifest', () => {
    const folder = prepared();
    writeFileSync(join(folder, 'in/b.yaml'), manifestsOf(1));
    chmodSync(join(folder, 'in/b.yaml'), 0);
    const { status, stderr } = run(folder, 'in', '-o', 'out');
    expect([status, stderr]).toEqual([
      2,
      'gatewright: cannot read in/b.yaml: permission denied (EACCES)\n',
    ]);
    expect(readFileSync(join(folder, 'in/a.yaml'), 'utf8')).toContain('Gateway');
  });
});
