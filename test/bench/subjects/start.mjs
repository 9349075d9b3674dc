import { runNode } from '../measure/run-node.mjs';

export const nodeName = 'node -e 0';
export const versionName = 'gatewright --version';

/**
 * The price of being called at all.
 *
 * @param {import('./workplace.mjs').Workplace} workplace
 * @returns {import('../measure/turns.mjs').Subject[]}
 */
export function startSubjects({ bin, folder }) {
  return [
    { name: nodeName, args: ['-e', '0'] },
    { name: versionName, args: [bin, '--version'] },
  ].map(({ name, args }) => ({
    name,
    run: () => ({ usage: runNode(args, folder).usage, outputBytes: 0, parts: {} }),
  }));
}
