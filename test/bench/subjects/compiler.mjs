import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runNode } from '../measure/run-node.mjs';

/** @typedef {import('../measure/turns.mjs').Subject} Subject */
/** @typedef {import('./workplace.mjs').Workplace} Workplace */
/** @typedef {import('./input.mjs').Input} Input */

/** The names of what goals tell apart. */
export const bothName = 'compile, both';
export const validateName = 'validate alone';

/** @type {readonly { readonly name: string, readonly target: string }[]} */
const compiles = [
  { name: 'compile, nginx', target: 'nginx' },
  { name: 'compile, envoy', target: 'envoy' },
  { name: bothName, target: 'all' },
];

/** Names of the subjects that the goals are about. */
export const compileNames = compiles.map(({ name }) => name);

/**
 * The command line, from manifests to files on disk, each time into a new folder.
 *
 * @param {Workplace} workplace
 * @param {Input} input
 * @returns {Subject[]}
 */
export function compilerSubjects(workplace, input) {
  const output = join(workplace.folder, 'output');
  return [
    ...compiles.map(({ name, target }) => ({
      name,
      run: () => {
        const args = ['compile', input.file, '--target', target, '-o', output];
        const { usage } = runNode([workplace.bin, ...args], workplace.folder);
        const outputBytes = sizeOf(output);
        rmSync(output, { recursive: true });
        return { usage, outputBytes, parts: {} };
      },
    })),
    {
      name: validateName,
      run: () => {
        const { usage } = runNode([workplace.bin, 'validate', input.file], workplace.folder);
        return { usage, outputBytes: 0, parts: {} };
      },
    },
  ];
}

/**
 * @param {string} folder
 * @returns {number} bytes of all files below
 */
function sizeOf(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => statSync(join(folder, path)))
    .reduce((sum, stats) => sum + (stats.isFile() ? stats.size : 0), 0);
}
