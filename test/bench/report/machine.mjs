import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';

/**
 * Where and with what was measured.
 *
 * @typedef {object} Machine
 * @property {string} date - UTC, YYYY-MM-DD
 * @property {string} hardware
 * @property {string} system
 * @property {number} load - processes that wanted to run, on average over the minute before
 * @property {readonly string[]} versions
 */

/**
 * @param {string} root - of the repository
 * @returns {Machine}
 */
export function describeMachine(root) {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return {
    date: new Date().toISOString().slice(0, 10),
    hardware: `${processors.length} × ${processors[0]?.model ?? 'unknown processor'}, ${memory} GiB`,
    system: `${type()} ${release()}`,
    load: loadavg()[0],
    versions: [
      `gatewright ${versionIn(root)}`,
      `Node ${process.versions.node}`,
      ...['yaml', 'js-yaml'].map(
        (name) => `${name} ${versionIn(join(root, 'node_modules', name))}`,
      ),
    ],
  };
}

/**
 * @param {string} folder - of a package
 * @returns {string}
 */
function versionIn(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
}
