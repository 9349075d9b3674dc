import { createHash } from 'node:crypto';
import { makeMutant, textOf, type Mutant } from './mutant.ts';
import { judge, type Judge } from './oracle.ts';
import type { ProxyCheck } from './proxies.ts';
import { kindOfProblem } from './record.ts';
import { writeRegression } from './regressions.ts';
import type { Seeds } from './seeds.ts';
import { shrink } from './shrink.ts';
import type { Failure } from './worker.ts';

interface Keeping {
  readonly seeds: Seeds;
  readonly tools: Judge;
  readonly check: ProxyCheck | null;
}

/** Writes one failure of each kind to `fixtures/fuzz`, as small as it gets. */
export async function keepFailures(failures: readonly Failure[], use: Keeping): Promise<void> {
  const kept = new Set<string>();
  for (const { seed, index, problem } of failures) {
    const kind = kindOfProblem(problem);
    if (kept.has(kind)) continue;
    kept.add(kind);
    const mutant = makeMutant(use.seeds, seed, index);
    // What ends a process or does not come back cannot be tried in this one.
    const lasting = /^(hang|crash|slow)/.test(problem);
    const small = lasting ? mutant : await shrink(mutant, failsAlike(problem, use));
    const name = createHash('sha256').update(kind).digest('hex').slice(0, 10);
    writeRegression({ name, text: textOf(small), setup: small.setup, was: problem.slice(0, 600) });
    console.log(`fixtures/fuzz/${name}.yaml: ${kind}`);
  }
}

function failsAlike(problem: string, { tools, check }: Keeping) {
  const kind = kindOfProblem(problem);
  if (!/^(nginx-|envoy )\S* ?refuses/.test(problem))
    return (mutant: Mutant): Promise<boolean> => {
      const verdict = judge(mutant, tools, problem.startsWith('other bytes'));
      return Promise.resolve(verdict.kind === 'failed' && kindOfProblem(verdict.problem) === kind);
    };
  return async (mutant: Mutant): Promise<boolean> => {
    if (judge(mutant, tools, false).kind === 'failed') return false;
    const refusals = (await check?.refusals(textOf(mutant), mutant.setup)) ?? [];
    return refusals.some((each) => kindOfProblem(each) === kind);
  };
}
