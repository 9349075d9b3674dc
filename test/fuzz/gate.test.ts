import { availableParallelism } from 'node:os';
import { describe, expect, test } from 'vitest';
import { loadAssets } from '../../src/assets/load.ts';
import { knownDirectives } from './known-directives.ts';
import { makeMutant, textOf } from './mutant.ts';
import { judgeText } from './oracle.ts';
import { compiling, hangLimitMs, judgeSeries } from './pool.ts';
import { makeProxyCheck } from './proxies.ts';
import { listRegressions } from './regressions.ts';
import { loadSeeds } from './seeds.ts';

const seed = Number(process.env['FUZZ_SEED'] ?? 1);
const count = Number(process.env['FUZZ_COUNT'] ?? 20_000);
/** Mutants of which the real proxies are asked. */
const sampleSize = 100;
/** Ends a run that comes to nothing; how long a run takes depends on the machine and proves nothing. */
const giveUpMs = 1_800_000;

const assets = await loadAssets(['nginx', 'envoy']);

describe('what went wrong once', () => {
  const tools = { assets, knownDirectives: knownDirectives() };
  test.each(listRegressions().map((each) => [each.name, each] as const))('%s', async (_, each) => {
    expect(judgeText(each.text, each.setup, tools)).not.toMatchObject({ kind: 'failed' });
    const check = await makeProxyCheck(assets);
    expect(await check.refusals(each.text, each.setup)).toEqual([]);
    await check.end();
  });
});

// `npm run fuzz -- --seed S --index I` shows one of them again.
test(
  'mutants are accepted or refused at a place, and the proxies take the output',
  async () => {
    const failures: unknown[] = [];
    const accepted: number[] = [];
    let judged = 0;
    const series = { seed, from: 0, to: count, program: compiling, hangLimitMs };
    await judgeSeries(
      { ...series, processes: availableParallelism() },
      {
        done: (range, result) => {
          judged += range.to - range.from;
          accepted.push(...result.accepted);
          failures.push(...result.failures);
        },
        lost: (failure) => {
          judged++;
          failures.push(failure);
        },
      },
    );
    expect(failures).toEqual([]);
    expect(judged).toBe(count);

    const check = await makeProxyCheck(assets);
    const seeds = loadSeeds(assets);
    const step = Math.max(1, Math.floor(accepted.length / sampleSize));
    const sample = accepted.sort((a, b) => a - b).filter((_, at) => at % step === 0);
    expect(sample.length).toBeGreaterThan(0);
    for (const index of sample.slice(0, sampleSize)) {
      const mutant = makeMutant(seeds, seed, index);
      const refusals = await check.refusals(textOf(mutant), mutant.setup);
      expect({ seed, index, refusals }).toEqual({ seed, index, refusals: [] });
    }
    await check.end();
  },
  giveUpMs,
);
