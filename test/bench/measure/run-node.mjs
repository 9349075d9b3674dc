import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

/**
 * What one process took.
 *
 * @typedef {object} Usage
 * @property {number} wall - milliseconds from its start until it had ended
 * @property {number} cpu - milliseconds, user and system, all threads
 * @property {number} peakRss - bytes
 */

const hook = fileURLToPath(new URL('usage-hook.cjs', import.meta.url));

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

/**
 * What would change how Node starts or runs. Additional certificates are among it: Node 20 reads them at its start, which
 * takes some 40 ms.
 */
const removed = ['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS', 'NODE_V8_COVERAGE', 'NODE_COMPILE_CACHE'];

function environment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !removed.includes(name)),
  );
}
