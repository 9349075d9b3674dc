import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { environment } from './environment.mjs';

/**
 * What one process took.
 *
 * @typedef {object} Usage
 * @property {number} wall - milliseconds from its start until it had ended
 * @property {number} cpu - milliseconds, user and system, all threads
 * @property {number} peakRss - bytes
 */

/** Preloaded into Node, it tells what the process used. */
export const hook = fileURLToPath(new URL('usage-hook.cjs', import.meta.url));

/** Output that is kept of a measured process, in bytes. */
const outputLimit = 1 << 28;

/**
 * Runs Node to its end and measures it.
 *
 * @param {readonly string[]} args
 * @param {string} cwd
 * @param {readonly number[]} [expected] - exit codes that are no failure
 * @returns {{ usage: Usage, stdout: string }}
 * @throws Error when it fails
 */
export function runNode(args, cwd, expected = [0]) {
  const start = performance.now();
  const done = spawnSync(process.execPath, ['--require', hook, ...args], {
    cwd,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    maxBuffer: outputLimit,
    encoding: 'utf8',
  });
  const wall = performance.now() - start;
  if (done.error !== undefined) throw done.error;
  if (done.status === null || !expected.includes(done.status))
    throw new Error(
      `node ${args.join(' ')} ended with ${done.status ?? done.signal}:\n${done.stderr.slice(-4000)}`,
    );
  const [, , , usage] = done.output;
  return { usage: { wall, ...JSON.parse(usage ?? '') }, stdout: done.stdout };
}
