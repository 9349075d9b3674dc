import { spreads } from './statistics.mjs';

/**
 * One thing that is measured.
 *
 * @typedef {object} Subject
 * @property {string} name - what the report calls it
 * @property {() => Sample | Promise<Sample>} run - once, from a cold start
 * @property {number} [mostRuns] - where many would take too long
 * @property {() => void} [drop] - removes what its runs share, after the last
 */

/**
 * @typedef {object} Sample
 * @property {import('./run-node.mjs').Usage} usage
 * @property {number} outputBytes - size of what it wrote; 0 when that is not looked at
 * @property {Readonly<Record<string, number>>} parts - milliseconds of its parts, when it tells them
 */

/**
 * @typedef {object} Measured
 * @property {string} name
 * @property {number} runs
 * @property {import('./statistics.mjs').Spread} wall - milliseconds
 * @property {import('./statistics.mjs').Spread} cpu - milliseconds
 * @property {import('./statistics.mjs').Spread} peakRss - bytes
 * @property {number} outputBytes
 * @property {ReadonlyMap<string, import('./statistics.mjs').Spread>} parts - milliseconds
 */

/**
 * Runs all subjects in turns, so that a slow minute of the machine hits each of them.
 *
 * @param {readonly Subject[]} subjects
 * @param {number} runs
 * @param {(name: string) => void} progress
 * @returns {Promise<Measured[]>} in the order of the subjects
 */
export async function takeTurns(subjects, runs, progress) {
  /** @type {Sample[][]} */
  const samples = subjects.map(() => []);
  for (let run = 0; run < runs; run += 1)
    for (const [index, subject] of subjects.entries()) {
      if (run >= (subject.mostRuns ?? runs)) continue;
      progress(subject.name);
      samples[index].push(await subject.run());
    }
  for (const { drop } of subjects) drop?.();
  return subjects.map(({ name }, index) => summarise(name, samples[index]));
}

/**
 * @param {string} name
 * @param {readonly Sample[]} samples
 * @returns {Measured}
 */
function summarise(name, samples) {
  const usage = spreads(samples.map((sample) => ({ ...sample.usage })));
  const of = (/** @type {string} */ key) => usage.get(key) ?? { min: 0, median: 0, max: 0 };
  return {
    name,
    runs: samples.length,
    wall: of('wall'),
    cpu: of('cpu'),
    peakRss: of('peakRss'),
    outputBytes: Math.max(...samples.map(({ outputBytes }) => outputBytes)),
    parts: spreads(samples.map(({ parts }) => parts)),
  };
}
