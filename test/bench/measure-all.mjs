import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { runsFor } from './arguments.mjs';
import { runNode } from './measure/run-node.mjs';
import { takeTurns } from './measure/turns.mjs';
import { cachedSubjects } from './subjects/cached.mjs';
import { compilerSubjects } from './subjects/compiler.mjs';
import { floorSubjects } from './subjects/floors.mjs';
import { dropInput, makeInput } from './subjects/input.mjs';
import { peerSubjects } from './subjects/peers.mjs';
import { shardedSubject } from './subjects/sharded.mjs';
import { stagesSubject } from './subjects/stages.mjs';
import { startSubjects } from './subjects/start.mjs';

/** @typedef {import('./measure/turns.mjs').Measured} Measured */

/**
 * What was measured with one input.
 *
 * @typedef {object} SizeResult
 * @property {number} routes
 * @property {number} documents
 * @property {number} bytes - of the manifests
 * @property {number} duration - milliseconds that it took to measure all of it
 * @property {readonly Measured[]} measured
 */

/**
 * @typedef {object} BenchResult
 * @property {readonly Measured[]} start
 * @property {readonly SizeResult[]} sizes - ascending
 */

/** Runs of things that take less than a tenth of a second. */
const startRuns = 25;

/**
 * @param {import('./subjects/workplace.mjs').Workplace} workplace
 * @param {Pick<import('./arguments.mjs').BenchArguments, 'sizes' | 'runs'>} wanted
 * @param {import('./subjects/peers.mjs').Peers} peers
 * @param {(message: string) => void} progress
 * @returns {Promise<BenchResult>}
 */
export async function measureAll(workplace, { sizes, runs }, peers, progress) {
  const start = await takeTurns(startSubjects(workplace), runs ?? startRuns, () => {});
  const results = [];
  for (const routes of sizes) {
    const size = { routes, runs: runs ?? runsFor(routes) };
    results.push(await measureSize(workplace, size, peers, progress));
  }
  return { start, sizes: results };
}

/**
 * @param {import('./subjects/workplace.mjs').Workplace} workplace
 * @param {{ routes: number, runs: number }} size
 * @param {import('./subjects/peers.mjs').Peers} peers
 * @param {(message: string) => void} progress
 * @returns {Promise<SizeResult>}
 */
async function measureSize(workplace, { routes, runs }, peers, progress) {
  const begin = performance.now();
  const input = makeInput(routes, workplace);
  const xds = join(workplace.folder, `xds-${routes}`);
  const args = ['compile', input.file, '--target', 'envoy', '-o', xds];
  runNode([workplace.bin, ...args], workplace.folder);
  const subjects = [
    ...compilerSubjects(workplace, input),
    ...cachedSubjects(workplace, routes),
    shardedSubject(workplace, input),
    ...floorSubjects(input, xds),
    stagesSubject(workplace, input),
    ...peerSubjects(workplace, input, peers),
  ];
  const total = subjects.reduce((sum, { mostRuns }) => sum + Math.min(runs, mostRuns ?? runs), 0);
  let count = 0;
  const measured = await takeTurns(subjects, runs, (name) => {
    count += 1;
    progress(`${routes} routes, ${count} of ${total}: ${name}`);
  });
  dropInput(input);
  const duration = performance.now() - begin;
  return { routes, documents: input.documents, bytes: input.bytes, duration, measured };
}
