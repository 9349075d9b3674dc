import { spawn, spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { cpuTimeOf, memoryOf } from './process-tree.mjs';

/** @typedef {import('../../support/proxies/install.mjs').Launch} Launch */

/**
 * A proxy that serves.
 *
 * @typedef {object} Served
 * @property {number} startTime - milliseconds until it accepted connections
 * @property {() => number} memory - bytes of all its processes; what they share counts once
 * @property {() => number} cpuTime - milliseconds of CPU of all its processes so far
 * @property {() => Promise<void>} stop
 */

/** Longest wait for a start, in milliseconds. */
const patience = 120_000;

/**
 * How long the proxy takes to judge the configuration of a folder.
 *
 * @param {Launch} launch
 * @param {string} folder
 * @returns {number} milliseconds
 * @throws Error when the proxy refuses it
 */
export function checkTime(launch, folder) {
  const start = performance.now();
  const args = launch.target === 'nginx' ? ['-t'] : ['--mode', 'validate'];
  const done = spawnSync(launch.bin, [...commandOf(launch, folder), ...args], {
    cwd: folder,
    env: { ...process.env, ...launch.env },
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(`${launch.name} refuses ${folder}:\n${done.stderr}`);
  return performance.now() - start;
}

/**
 * Serves the configuration of a folder with one worker.
 *
 * @param {Launch} launch
 * @param {string} folder
 * @param {number} port - that it will listen on
 * @returns {Promise<Served>}
 */
export async function serve(launch, folder, port) {
  const start = performance.now();
  const args =
    launch.target === 'nginx' ? ['-g', globals()] : ['--disable-hot-restart', '--concurrency', '1'];
  const child = spawn(launch.bin, [...commandOf(launch, folder), ...args], {
    cwd: folder,
    env: { ...process.env, ...launch.env },
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.once('exit', resolve).once('error', resolve));
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  while (!(await accepts(port))) {
    if (child.exitCode !== null || performance.now() - start > patience) {
      kill();
      throw new Error(`${launch.name} does not serve ${folder}`);
    }
    await wait(2);
  }
  const startTime = performance.now() - start;
  const stop = async () => {
    process.removeListener('exit', kill);
    child.kill('SIGTERM');
    await ended;
  };
  const pid = child.pid ?? 0;
  return { startTime, memory: () => memoryOf(pid), cpuTime: () => cpuTimeOf(pid), stop };
}

/**
 * @param {Launch} launch
 * @param {string} folder
 * @returns {string[]}
 */
function commandOf({ target }, folder) {
  if (target === 'envoy') return ['-c', 'envoy.json', '--log-level', 'error'];
  return ['-p', folder, '-c', 'nginx.conf', '-e', 'stderr'];
}

// A root master gives its workers to "nobody", who cannot enter a private temporary folder.
function globals() {
  return `daemon off;${process.getuid?.() === 0 ? ' user root;' : ''}`;
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
