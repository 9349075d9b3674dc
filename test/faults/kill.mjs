// node test/faults/kill.mjs --count 1000 [--seed N]: kills a writing process that many times and keeps the figures.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
  },
});
const vitest = join(
  dirname(createRequire(import.meta.url).resolve('vitest/package.json')),
  'vitest.mjs',
);
const { status } = spawnSync(process.execPath, [vitest, 'run', 'test/faults/kill.test.ts'], {
  cwd: join(here, '../..'),
  stdio: 'inherit',
  env: {
    ...process.env,
    GATEWRIGHT_KILLS: values.count,
    GATEWRIGHT_KILL_SEED: values.seed,
    GATEWRIGHT_KILL_RECORD: join(here, 'kills.json'),
  },
});
process.exitCode = status ?? 1;
