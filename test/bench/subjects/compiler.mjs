import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNode } from '../measure/run-node.mjs';
import { sizeOf } from './size-of.mjs';

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

/** The subject that compares the manifests with an edit of one rule. */
export const diffName = 'diff, both';

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
      name: diffName,
      run: () => {
        const args = ['diff', ...editedSides(workplace, input), '--format', 'json', '-o', output];
        const { usage } = runNode([workplace.bin, ...args], workplace.folder, [0, 3]);
        const outputBytes = statSync(output).size;
        rmSync(output);
        return { usage, outputBytes, parts: {} };
      },
    },
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
 * Two folders with the manifests, in one of which a rule sends its requests elsewhere.
 *
 * @param {Workplace} workplace
 * @param {Input} input
 * @returns {readonly [base: string, head: string]}
 */
function editedSides(workplace, input) {
  const text = readFileSync(input.file, 'utf8');
  const [base, head] = ['base', 'head'].map((side) => join(workplace.folder, side));
  for (const [folder, content] of [
    [base, text],
    [head, text.replace(/weight: \d+|value: \/[a-z]+/, (found) => `${found}1`)],
  ]) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'all.yaml'), content);
  }
  return [base, head];
}
