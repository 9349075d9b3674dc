import { loadAssets } from '../../src/assets/load.ts';
import { readArguments, type FuzzArguments } from './arguments.ts';
import { keepFailures } from './keep.ts';
import { knownDirectives } from './known-directives.ts';
import { makeMutant, textOf } from './mutant.ts';
import { judge, judgeText, type Judge } from './oracle.ts';
import { compiling, hangLimitMs, judgeSeries } from './pool.ts';
import { makeProxyCheck } from './proxies.ts';
import { addFailure, addRange, kindOfProblem, startFigures, writeFigures } from './record.ts';
import { readRegression } from './regressions.ts';
import { loadSeeds, type Seeds } from './seeds.ts';

/** Longest time between two writings of the figures, in milliseconds. */
const writingMs = 60_000;

const given = readArguments(process.argv.slice(2));
const assets = await loadAssets(['nginx', 'envoy']);
const tools: Judge = { assets, knownDirectives: knownDirectives() };
process.exitCode =
  given.replay !== null
    ? replay(given.replay)
    : given.index !== null
      ? replayIndex(given.index, loadSeeds(assets))
      : await runSeries(given, loadSeeds(assets));

function replay(file: string): number {
  const { text, setup } = readRegression(file);
  const verdict = judgeText(text, setup, tools);
  console.log(verdict);
  return verdict.kind === 'failed' ? 1 : 0;
}

function replayIndex(index: number, seeds: Seeds): number {
  const mutant = makeMutant(seeds, given.seed, index);
  console.log(textOf(mutant));
  console.error(mutant.setup);
  const verdict = judge(mutant, tools, true);
  console.error(verdict);
  return verdict.kind === 'failed' ? 1 : 0;
}

async function runSeries(wanted: FuzzArguments, seeds: Seeds): Promise<number> {
  const { seed, from, count, processes, record } = wanted;
  let figures = startFigures(seed, from, new Date());
  let written = Date.now();
  const check = wanted.proxies > 0 ? await makeProxyCheck(assets) : null;
  if (check !== null) figures = { ...figures, proxies: check.versions };
  const queue: { readonly index: number; readonly kind: 'sampled' | 'sampledPartial' }[] = [];
  let asked = 0;
  let judging = true;

  const ask = async (): Promise<void> => {
    while (judging || queue.length > 0) {
      const question = queue.shift();
      if (question === undefined) await new Promise((resolve) => setTimeout(resolve, 200));
      else await askOne(question);
    }
  };
  const askOne = async ({ index, kind }: (typeof queue)[number]): Promise<void> => {
    const mutant = makeMutant(seeds, seed, index);
    const refusals = (await check?.refusals(textOf(mutant), mutant.setup)) ?? [];
    figures = { ...figures, [kind]: figures[kind] + 1 };
    for (const problem of refusals) figures = addFailure(figures, { seed, index, problem }, 0);
  };
  const asking = check === null ? Promise.resolve() : ask();
  await judgeSeries(
    { seed, from, to: from + count, processes, program: compiling, hangLimitMs },
    {
      done: (range, result) => {
        figures = addRange(figures, range, result);
        // All of the sample is in the first tenth; kept short, as the proxies are slower than the compiler.
        const share = Math.min(1, (10 * figures.judged) / count);
        const due = Math.ceil(wanted.proxies * share) - asked;
        const sample = queue.length > 200 ? [] : result.accepted.slice(0, Math.max(0, due));
        asked += sample.length;
        for (const index of sample) queue.push({ index, kind: 'sampled' });
        for (const index of result.partial.slice(0, Math.ceil(sample.length / 4)))
          queue.push({ index, kind: 'sampledPartial' });
        if (record === null || Date.now() - written < writingMs) return;
        written = Date.now();
        writeFigures(record, figures, new Date());
        console.log(`${String(figures.judged)} judged, ${String(figures.failures.length)} failed`);
      },
      lost: (failure) => void (figures = addFailure(figures, failure, 1)),
    },
  );
  judging = false;
  await asking;
  if (record !== null) writeFigures(record, figures, new Date());
  report();
  if (wanted.keep) await keepFailures(figures.failures, { seeds, tools, check });
  await check?.end();
  return figures.failures.length === 0 && figures.judged === count ? 0 : 1;

  function report(): void {
    const { failures, ...rest } = figures;
    console.log(JSON.stringify({ ...rest, failures: failures.length }, null, 2));
    const seen = new Set<string>();
    for (const { index, problem } of failures) {
      const kind = kindOfProblem(problem);
      if (seen.has(kind)) continue;
      seen.add(kind);
      console.log(`--seed ${String(seed)} --index ${String(index)}: ${problem}`);
    }
  }
}
