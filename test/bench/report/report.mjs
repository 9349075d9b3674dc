import { floorName } from '../subjects/floors.mjs';
import { stagesName } from '../subjects/stages.mjs';
import { duration, durations, factor, size } from './quantities.mjs';
import { table } from './table.mjs';

/** @typedef {import('../measure-all.mjs').BenchResult} BenchResult */
/** @typedef {import('../measure-all.mjs').SizeResult} SizeResult */
/** @typedef {import('../measure/turns.mjs').Measured} Measured */

/**
 * The whole report in Markdown.
 *
 * @param {BenchResult} result
 * @param {readonly import('./goals.mjs').Verdict[]} verdicts
 * @param {import('./machine.mjs').Machine} machine
 * @returns {string}
 */
export function renderReport(result, verdicts, machine) {
  const sections = [
    introduction(machine),
    section('Goals', goalsTable(verdicts)),
    section('Start', usageTable(result.start, 'no comparison')),
    ...result.sizes.map((each) =>
      section(sizeTitle(each), usageTable(each.measured, 'with the floor')),
    ),
    section('Stages of the compiler', stagesTable(result.sizes)),
    ...(result.sizes.length > 1 ? [section('Growth', growthTable(result.sizes))] : []),
  ];
  return sections.join('\n');
}

/**
 * @param {import('./machine.mjs').Machine} machine
 * @returns {string}
 */
function introduction({ date, hardware, system, load, versions }) {
  return `# Benchmarks

Written by \`npm run bench -- --write\`. Every row is a process of its own, started cold; rows take turns. The manifests
are generated (\`test/bench/generate.mjs\`) and in one file; compiling writes to a new folder. CPU time and peak memory
are medians. Multiples compare medians with "${floorName}", of the same file in the same run.

- Date: ${date}
- Machine: ${hardware}, ${system}
- Load before the run: ${load.toFixed(1)}
- Versions: ${versions.join(', ')}
`;
}

/**
 * @param {string} title
 * @param {string} body
 * @returns {string}
 */
function section(title, body) {
  return `## ${title}\n\n${body}`;
}

/**
 * @param {readonly import('./goals.mjs').Verdict[]} verdicts
 * @returns {string}
 */
function goalsTable(verdicts) {
  return table(
    ['Goal', 'Limit', 'Measured', 'Met'],
    verdicts.map(({ goal, limit, measured, met }) => [
      goal,
      limit,
      measured,
      met ? 'yes' : '**no**',
    ]),
  );
}

/**
 * @param {SizeResult} result
 * @returns {string}
 */
function sizeTitle({ routes, documents, bytes }) {
  return `${routes} HTTPRoute${routes === 1 ? '' : 's'} (${documents} documents, ${size(bytes)})`;
}

/**
 * @param {readonly Measured[]} measured
 * @param {'with the floor' | 'no comparison'} comparison
 * @returns {string}
 */
function usageTable(measured, comparison) {
  const floor = measured.find(({ name }) => name === floorName);
  const compared = comparison === 'with the floor' && floor !== undefined;
  const head = ['', 'Min', 'Median', 'Max', 'CPU', 'Peak memory', 'Output', 'Runs'];
  return table(
    compared ? [...head, 'Multiple'] : head,
    measured.map((each) => {
      const row = [
        each.name,
        ...durations(each.wall),
        duration(each.cpu.median),
        size(each.peakRss.median),
        size(each.outputBytes),
        String(each.runs),
      ];
      return compared ? [...row, factor(each.wall.median / floor.wall.median)] : row;
    }),
  );
}

/**
 * @param {readonly SizeResult[]} sizes
 * @returns {string}
 */
function stagesTable(sizes) {
  const columns = sizes.map(
    ({ measured }) => measured.find(({ name }) => name === stagesName)?.parts ?? new Map(),
  );
  const stages = [...new Set(columns.flatMap((parts) => [...parts.keys()]))];
  return table(
    ['Median', ...sizes.map(({ routes }) => String(routes))],
    stages.map((stage) => [
      stage,
      ...columns.map((parts) => {
        const spread = parts.get(stage);
        return spread === undefined ? '' : duration(spread.median);
      }),
    ]),
  );
}

/**
 * How many times longer each row takes than at the size before.
 *
 * @param {readonly SizeResult[]} sizes
 * @returns {string}
 */
function growthTable(sizes) {
  const steps = sizes.slice(1).map((to, index) => ({ from: sizes[index], to }));
  return table(
    ['Median', ...steps.map(({ from, to }) => `${from.routes} to ${to.routes}`)],
    sizes[0].measured.map(({ name }) => [
      name,
      ...steps.map(({ from, to }) => factor(medianOf(to, name) / medianOf(from, name))),
    ]),
  );
}

/**
 * @param {SizeResult} result
 * @param {string} name
 * @returns {number}
 */
function medianOf({ measured }, name) {
  return measured.find((each) => each.name === name)?.wall.median ?? NaN;
}
