import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { defaultOptions } from '../manifests/options.mjs';
import { runTogether } from '../measure/run-together.mjs';
import { sizeOf } from './size-of.mjs';

export const shardedName = 'compile, both, one process per Gateway';

/**
 * The command line once for each Gateway, all at once, each into a folder of its own.
 *
 * @param {import('./workplace.mjs').Workplace} workplace
 * @param {import('./input.mjs').Input} input
 * @returns {import('../measure/turns.mjs').Subject}
 */
export function shardedSubject({ bin, folder }, { file, routes }) {
  const output = join(folder, 'shards');
  const gateways = Array.from(
    { length: defaultOptions(routes).gateways },
    (_, index) => `gw${index}`,
  );
  const commands = gateways.map((gateway) => {
    const shard = ['--gateway', `infra/${gateway}`, '-o', join(output, gateway)];
    return [bin, 'compile', file, ...shard];
  });
  return {
    name: shardedName,
    run: async () => {
      const usage = await runTogether(commands, folder);
      const outputBytes = sizeOf(output);
      rmSync(output, { recursive: true });
      return { usage, outputBytes, parts: {} };
    },
  };
}
