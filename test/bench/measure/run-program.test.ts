import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cpuOf, runProgram } from './run-program.mjs';
import { runTogether } from './run-together.mjs';

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'gatewright-measure-'));
});
afterEach(() => {
  rmSync(cwd, { recursive: true });
});

test('a name with parentheses does not shift the fields', () => {
  const before = Array.from({ length: 11 }, (_, index) => String(index));
  expect(cpuOf(`12 (a) b (c) ${before.join(' ')} 7 5 0 0`)).toBe(120);
});

test('a program is measured and its output kept', async () => {
  const stdout = join(cwd, 'out');
  const script = 'Buffer.alloc(9e7, 1); setTimeout(() => console.log("done"), 100)';
  const { usage, outputBytes } = await runProgram(process.execPath, ['-e', script], {
    cwd,
    stdout,
  });
  expect(readFileSync(stdout, 'utf8')).toBe('done\n');
  expect(outputBytes).toBe(5);
  expect(usage.wall).toBeGreaterThan(100);
  if (process.platform === 'linux') expect(usage.peakRss).toBeGreaterThan(9e7);
});

test('a program that fails is an error with its words', async () => {
  const args = ['-e', 'console.error("out of luck"); process.exitCode = 3'];
  const run = runProgram(process.execPath, args, { cwd, stdout: join(cwd, 'out') });
  await expect(run).rejects.toThrow(/ended with 3:\nout of luck/);
});

test('processes run at once, and their use is added up', async () => {
  const script = 'Buffer.alloc(6e7, 1); setTimeout(() => {}, 50)';
  const usage = await runTogether(
    [1, 2].map(() => ['-e', script]),
    cwd,
  );
  expect(usage.peakRss).toBeGreaterThan(12e7);
  expect(usage.cpu).toBeGreaterThan(0);
});

test('one that fails of several is an error', async () => {
  const run = runTogether(
    [
      ['-e', '0'],
      ['-e', 'process.exitCode = 4'],
    ],
    cwd,
  );
  await expect(run).rejects.toThrow('ended with 4');
});
