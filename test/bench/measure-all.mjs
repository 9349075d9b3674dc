import { join } from 'node:path';
import { runsFor } from './arguments.mjs';
import { runNode } from './measure/run-node.mjs';
import { takeTurns } from './measure/turns.mjs';
import { compilerSubjects } from './subjects/compiler.mjs';
import { floorSubjects } from './subjects/floors.mjs';
import { dropInput, makeInput } from './subjects/input.mjs';
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
 * @param {import('./arguments.mjs').BenchArguments} wanted
 * @param {(message: string) => void} progress
 * @returns {BenchResult}
 */
export function measureAll(workplace, { sizes, runs }, progress) {
  const start = takeTurns(startSubjects(workplace), runs ?? startRuns, () => {});
  return {
    start,
    sizes: sizes.map((routes) =>
      measureSize(workplace, { routes, runs: runs ?? runsFor(routes) }, progress),
    ),
  };
}

/**
 * @param {import('./subjects/workplace.mjs').Workplace} workplace
 * @param {{ routes: number, runs: number }} size
 * @param {(message: string) => void} progress
 * @returns {SizeResult}
 */
function measureSize(workplace, { routes, runs }, progress) {
  const input = makeInput(routes, workplace);
  const xds = join(workplace.folder, `xds-${routes}`);
  const args = ['compile', input.file, '--target', 'envoy', '-o', xds];
  runNode([workplace.bin, ...args], workplace.folder);
  const subjects = [
    ...compilerSubjects(workplace, input),
    ...floorSubjects(input, xds),
    stagesSubject(workplace, input),
  ];
  let count = 0;
  const measured = takeTurns(subjects, runs, (name) => {
    count += 1;
    progress(`${routes} routes, ${count} of ${subjects.length * runs}: ${name}`);
  });
  dropInput(input);
  return { routes, documents: input.documents, bytes: input.bytes, measured };
}
