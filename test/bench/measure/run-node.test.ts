import { afterEach, expect, test, vi } from 'vitest';
import { runNode } from './run-node.mjs';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('tells what a process took', () => {
  const work = 'const end = Date.now() + 60; while (Date.now() < end); Buffer.alloc(9e7, 1);';
  const { usage, stdout } = runNode(['-e', `${work} process.stdout.write('done')`], process.cwd());
  expect(stdout).toBe('done');
  expect(usage.wall).toBeGreaterThan(60);
  expect(usage.cpu).toBeGreaterThan(0);
  expect(usage.peakRss).toBeGreaterThan(9e7);
});

test.runIf(process.platform === 'linux')('does not count the memory of its own process', () => {
  const ballast = Buffer.alloc(3e8, 1);
  const { usage } = runNode(['-e', '0'], process.cwd());
  expect(usage.peakRss).toBeLessThan(ballast.length);
});

test('a process that fails is an error with its words', () => {
  const script = 'process.stderr.write("out of luck"); process.exitCode = 3';
  expect(() => runNode(['-e', script], process.cwd())).toThrow(/ended with 3:\nout of luck/);
});

test('nothing in the environment slows Node down', () => {
  vi.stubEnv('NODE_EXTRA_CA_CERTS', '/nonexistent');
  const { stdout } = runNode(['-p', 'process.env.NODE_EXTRA_CA_CERTS'], process.cwd());
  expect(stdout).toBe('undefined\n');
});
