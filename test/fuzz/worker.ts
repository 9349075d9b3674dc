import { closeSync, openSync, writeSync } from 'node:fs';
import { loadAssets } from '../../src/assets/load.ts';
import { knownDirectives } from './known-directives.ts';
import { makeMutant } from './mutant.ts';
import { judge } from './oracle.ts';
import { loadSeeds } from './seeds.ts';

// A child of pool.ts: judges ranges of a series, and keeps the index it is at in a file, where it can
// be read when this process has crashed or does not come back.

/** From the parent: indices of the series of `seed`, `to` exclusive. */
export interface Range {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
}

export interface Failure {
  readonly seed: number;
  readonly index: number;
  readonly problem: string;
}

/** To the parent: what became of a range. */
export interface RangeResult {
  readonly accepted: readonly number[];
  /** Refused, with output for what is right of them. */
  readonly partial: readonly number[];
  /** The partial ones among them. */
  readonly refused: number;
  readonly failures: readonly Failure[];
  /** CPU time in milliseconds. */
  readonly slowest: { readonly index: number; readonly ms: number };
  /** Resident memory in MB, at its most. */
  readonly peak: number;
}

/** CPU time that one mutant may take, in milliseconds. */
export const slowLimit = 2000;
/** One mutant of so many is compiled in two orders. */
const thoroughShare = 32;

const [stateFile] = process.argv.slice(2);
if (process.send !== undefined && stateFile !== undefined) await serve(stateFile);

async function serve(file: string): Promise<void> {
  const assets = await loadAssets(['nginx', 'envoy']);
  const tools = { assets, knownDirectives: knownDirectives() };
  const seeds = loadSeeds(assets);
  const state = openSync(file, 'w');
  process.on('message', (range: Range) => process.send?.(run(range)));
  process.on('disconnect', () => closeSync(state));
  process.send?.('ready');

  function run({ seed, from, to }: Range): RangeResult {
    const accepted: number[] = [];
    const partial: number[] = [];
    const failures: Failure[] = [];
    let slowest = { index: from, ms: 0 };
    for (let index = from; index < to; index++) {
      writeSync(state, String(index).padStart(12), 0);
      const before = process.cpuUsage();
      const verdict = judge(makeMutant(seeds, seed, index), tools, index % thoroughShare === 0);
      const { user, system } = process.cpuUsage(before);
      const ms = Math.round((user + system) / 1000);
      if (ms > slowest.ms) slowest = { index, ms };
      if (verdict.kind === 'accepted') accepted.push(index);
      if (verdict.kind === 'partial') partial.push(index);
      if (verdict.kind === 'failed') failures.push({ seed, index, problem: verdict.problem });
      else if (ms > slowLimit) failures.push({ seed, index, problem: `slow: ${String(ms)} ms` });
    }
    const refused = to - from - accepted.length - failures.length;
    const peak = Math.round(process.resourceUsage().maxRSS / 1024);
    return { accepted, partial, refused, failures, slowest, peak };
  }
}
