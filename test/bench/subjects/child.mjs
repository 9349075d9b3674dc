import { fileURLToPath } from 'node:url';
import { runNode } from '../measure/run-node.mjs';

/**
 * A subject that runs a script of `children/`, which prints the milliseconds of its parts as JSON.
 *
 * @param {string} name
 * @param {string} script
 * @param {readonly string[]} args
 * @returns {import('../measure/turns.mjs').Subject}
 */
export function childSubject(name, script, args) {
  const path = fileURLToPath(new URL(`../children/${script}`, import.meta.url));
  return {
    name,
    run: () => {
      const { usage, stdout } = runNode([path, ...args], process.cwd());
      return { usage, outputBytes: 0, parts: JSON.parse(stdout) };
    },
  };
}
