import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { readGeneration } from '../cli/support/generations.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';
import { repository } from '../support/fixtures.ts';
import { manifestsOf, program, put, runBuilt } from './support/built.ts';

const preload = join(import.meta.dirname, 'support/at-step.mjs');
const small = manifestsOf(1);
const large = manifestsOf(5000, '/other');

/** Compiles, and lets the program send itself a signal at a place. */
function interrupted(folder: string, signal: string, at: string, ...args: readonly string[]) {
  return runBuilt(['compile', 'in', '-o', 'out', '-q', ...args], {
    cwd: folder,
    node: ['--import', preload],
    env: { SIGNAL: signal, SIGNAL_AT: at },
  });
}

/** Both generations, as texts. */
function bothGenerations(): readonly string[] {
  return [small, large].map((manifests) => {
    const folder = temporaryFolder();
    put(folder, { 'in/a.yaml': manifests });
    expect(runBuilt(['compile', 'in', '-o', 'out', '-q'], { cwd: folder }).status).toBe(0);
    return JSON.stringify(readGeneration(join(folder, 'out')));
  });
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const;

test(
  'a signal at any step of writing leaves one generation, and nothing else unless it is SIGKILL',
  { timeout: 180_000 },
  () => {
    const wanted = bothGenerations();
    const folder = temporaryFolder();
    const seen = new Set<number>();
    let hits = 0;
    for (let step = 0; ; step += 5) {
      const signal = signals[(step / 5) % signals.length] ?? 'SIGINT';
      put(folder, { 'in/a.yaml': small });
      expect(runBuilt(['compile', 'in', '-o', 'out', '-q'], { cwd: folder }).status).toBe(0);
      put(folder, { 'in/a.yaml': large });
      const end = interrupted(folder, signal, String(step));
      const which = wanted.indexOf(JSON.stringify(readGeneration(join(folder, 'out'))));
      expect(which, `${signal} at ${step}`).not.toBe(-1);
      seen.add(which);
      if (end.signal === null) break;
      hits++;
      expect([end.signal, end.stderr]).toEqual([signal, '']);
      if (signal === 'SIGKILL') continue;
      expect(readdirSync(join(folder, 'out')).sort()).toEqual(['.gatewright.json', 'shop']);
    }
    expect(hits).toBeGreaterThan(8);
    expect(seen).toEqual(new Set([0, 1]));
  },
);

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
])('%s while manifests are read: a shell sees %i, and nothing is written', (signal, code) => {
  const folder = temporaryFolder();
  put(folder, { 'in/a.yaml': small });
  const node = `"${process.execPath}" --import "${preload}" "${program}"`;
  const { stdout, stderr } = spawnSync(
    'sh',
    ['-c', `${node} compile in -o out 2>errors; echo "code $?"; cat errors`],
    {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', SIGNAL: signal, SIGNAL_AT: 'in/a.yaml' },
      encoding: 'utf8',
    },
  );
  // The shell's own word for it, at most.
  expect(stdout).toMatch(new RegExp(`^code ${code}\n(Terminated\n)?$`));
  expect(stderr).not.toContain('    at ');
  expect(existsSync(join(folder, 'out'))).toBe(false);
});

describe('a report', () => {
  test('that is being written is finished, and its draft does not stay', () => {
    const folder = temporaryFolder();
    put(folder, { 'in/a.yaml': small, 'r.json': 'earlier' });
    const texts = new Set<string>();
    // Creating the draft and renaming it: both are changing calls, before anything else is changed.
    for (const step of ['0', '1']) {
      const end = interrupted(folder, 'SIGTERM', step, '--report', 'json=r.json');
      expect(end.signal).toBe('SIGTERM');
      texts.add(readFileSync(join(folder, 'r.json'), 'utf8').slice(0, 1));
      expect(readdirSync(folder).sort()).toEqual(['in', 'r.json']);
    }
    expect([...texts]).toEqual(['{']);
  });
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'test --proxy that gets %s stops the proxy and removes its folder with the keys',
  async (signal) => {
    const folder = temporaryFolder();
    const started = join(folder, 'started');
    // It says what version it is, and never accepts a connection.
    const proxy = `#!/bin/sh
case "$1" in -v|-V) echo "nginx version: nginx/1.28.0" >&2; exit;; esac
echo $$ > "${started}.new" && mv "${started}.new" "${started}"
exec sleep 60
`;
    put(folder, { nginx: proxy, 'tmp/.keep': '' });
    chmodSync(join(folder, 'nginx'), 0o755);
    const tests = join(repository, 'fixtures/route-tests/tour.yaml');
    const child = spawn(
      process.execPath,
      [program, 'test', tests, '--proxy', 'nginx', '--proxy-binary', join(folder, 'nginx')],
      {
        env: { PATH: process.env['PATH'] ?? '', TMPDIR: join(folder, 'tmp') },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    const ended = once(child, 'exit');
    await vi.waitFor(() => expect([existsSync(started), errors]).toEqual([true, '']), 20_000);
    expect(readdirSync(join(folder, 'tmp')).length).toBe(2);
    child.kill(signal);
    expect((await ended)[1]).toBe(signal);
    expect(readdirSync(join(folder, 'tmp'))).toEqual(['.keep']);
    const pid = Number(readFileSync(started, 'utf8'));
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), 10_000);
  },
);
