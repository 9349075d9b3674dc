// A test runner for Stryker that loads the tests once. Vitest would load the schemas of all kinds again for every
// mutant, which takes a hundred times longer than the tests that can kill it.
import { dirname, relative } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { commonTokens, declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { DryRunStatus, MutantRunStatus, TestStatus } from '@stryker-mutator/api/test-runner';
import { bundleTests } from './bundle.mjs';
import { declaring } from './declaring.mjs';

class HotRunner {
  static inject = [commonTokens.options];

  /** @type {Map<string, import('./registered.mjs').Case>} */
  #cases = new Map();
  /** What the cases took in the dry run, in milliseconds. */
  #durations = new Map();
  /** The cases that killed mutants of a file, the latest first: they will probably kill the next. */
  #killers = new Map();
  #options;
  #bundle = '';
  #loads = 0;
  #loadedFor = null;

  constructor(options) {
    this.#options = options;
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    this.#bundle = await bundleTests(process.cwd(), this.#options);
  }

  async dryRun() {
    const stryker = strykerGlobals();
    delete stryker.mutantCoverage;
    await this.#load(null);
    delete stryker.mutantCoverage?.perTest[declaring];
    const tests = [];
    for (const [id, each] of this.#cases) {
      stryker.currentTestId = id;
      const { failure, timeSpentMs } = await outcomeOf(each);
      this.#durations.set(id, timeSpentMs);
      const status = failure === null ? TestStatus.Success : TestStatus.Failed;
      tests.push({ id, name: id, timeSpentMs, status, failureMessage: failure ?? '' });
    }
    stryker.currentTestId = undefined;
    return { status: DryRunStatus.Complete, tests, mutantCoverage: stryker.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, mutantActivation, hitLimit }) {
    const stryker = strykerGlobals();
    stryker.hitCount = 0;
    stryker.hitLimit = hitLimit;
    const early = mutantActivation === 'static';
    stryker.activeMutant = early ? activeMutant.id : undefined;
    // A mutant that keeps the sources from loading is found by every test.
    const broken = await this.#load(early ? activeMutant.id : null).then(
      () => null,
      (error) => String(error),
    );
    if (broken !== null)
      return { status: MutantRunStatus.Killed, killedBy: [], failureMessage: broken, nrOfTests: 0 };
    stryker.activeMutant = activeMutant.id;
    let nrOfTests = 0;
    try {
      for (const id of this.#likelyFirst(activeMutant.fileName, testFilter)) {
        const each = this.#cases.get(id);
        if (each === undefined) continue;
        nrOfTests++;
        const { failure } = await outcomeOf(each);
        if (stryker.hitCount > hitLimit)
          return { status: MutantRunStatus.Timeout, reason: `Hit limit reached (${hitLimit})` };
        if (failure === null) continue;
        this.#remember(activeMutant.fileName, id);
        return {
          status: MutantRunStatus.Killed,
          killedBy: [id],
          failureMessage: failure,
          nrOfTests,
        };
      }
      return { status: MutantRunStatus.Survived, nrOfTests };
    } finally {
      stryker.activeMutant = undefined;
    }
  }

  /** First what killed mutants of the file before, then what stands in its folder, then what is quick. */
  #likelyFirst(file, ids = [...this.#cases.keys()]) {
    const folder = relative(process.cwd(), dirname(file));
    const killers = this.#killers.get(file) ?? [];
    const cost = (id) => {
      const rank = killers.indexOf(id);
      if (rank !== -1) return rank - killers.length;
      const isNear = dirname(this.#cases.get(id)?.file ?? '') === folder;
      return (this.#durations.get(id) ?? 0) + (isNear ? 0 : 1e6);
    };
    return ids.toSorted((a, b) => cost(a) - cost(b));
  }

  #remember(file, killer) {
    const earlier = this.#killers.get(file) ?? [];
    this.#killers.set(file, [killer, ...earlier.filter((id) => id !== killer)]);
  }

  /** Loads the tests unless they are there as this mutant needs them. */
  async #load(mutant) {
    if (this.#loads > 0 && mutant === null && this.#loadedFor === null) return;
    this.#loads++;
    this.#loadedFor = mutant ?? null;
    strykerGlobals().currentTestId = undefined;
    const { takeCases } = await import(`${pathToFileURL(this.#bundle).href}?${this.#loads}`);
    strykerGlobals().currentTestId = undefined;
    this.#cases = takeCases();
  }
}

function strykerGlobals() {
  return (globalThis.__stryker__ ??= {});
}

async function outcomeOf(each) {
  const start = performance.now();
  let failure = null;
  try {
    await each.run();
  } catch (error) {
    failure = String(error instanceof Error ? error.message : error).slice(0, 400) || 'failed';
  }
  return { failure, timeSpentMs: Math.round(performance.now() - start) };
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'hot', HotRunner)];
