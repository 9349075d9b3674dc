import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { text } from 'node:stream/consumers';
import { environment } from './environment.mjs';
import { hook } from './run-node.mjs';

/** @typedef {import('./run-node.mjs').Usage} Usage */

/**
 * Runs several processes of Node at once.
 *
 * @param {readonly (readonly string[])[]} commands - arguments of each
 * @param {string} cwd
 * @returns {Promise<Usage>} from the first start to the last end; CPU time and peaks of memory are sums, so the memory is an
 * upper bound
 * @throws Error when one of them fails
 */
export async function runTogether(commands, cwd) {
  const start = performance.now();
  const each = await Promise.all(commands.map((args) => one(args, cwd)));
  const wall = performance.now() - start;
  const sum = (/** @type {'cpu' | 'peakRss'} */ key) =>
    each.reduce((total, usage) => total + usage[key], 0);
  return { wall, cpu: sum('cpu'), peakRss: sum('peakRss') };
}

/**
 * @param {readonly string[]} args
 * @param {string} cwd
 * @returns {Promise<{ cpu: number, peakRss: number }>}
 */
async function one(args, cwd) {
  const child = spawn(process.execPath, ['--require', hook, ...args], {
    cwd,
    env: environment(),
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const [[code], errors, usage] = await Promise.all([
    once(child, 'close'),
    text(child.stdio[2]),
    text(child.stdio[3]),
  ]);
  if (code !== 0)
    throw new Error(`node ${args.join(' ')} ended with ${code}:\n${errors.slice(-4000)}`);
  return JSON.parse(usage);
}
