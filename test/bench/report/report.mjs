import { renderDataPlane } from '../data-plane/report.mjs';
import { floorName } from '../subjects/floors.mjs';
import { stagesName } from '../subjects/stages.mjs';
import { judge } from './goals.mjs';
import { goalsTable } from './goals-table.mjs';
import { duration, durations, factor, size } from './quantities.mjs';
import { table } from './table.mjs';

/** @typedef {import('../measure-all.mjs').BenchResult} BenchResult */
/** @typedef {import('../measure-all.mjs').SizeResult} SizeResult */
/** @typedef {import('../measure/turns.mjs').Measured} Measured */

/**
 * What is kept of a run.
 *
 * @template Result
 * @typedef {object} Kept
 * @property {import('./machine.mjs').Machine} machine
 * @property {Result} result
 */

/**
 * The whole report in Markdown.
 *
 * @param {Kept<BenchResult> | null} compiler - null when it was not measured
 * @param {Kept<readonly import('../data-plane/measure.mjs').DataPlaneResult[]> | null} dataPlane
 * @returns {string}
 */
export function renderReport(compiler, dataPlane) {
  return [
    introduction,
    ...(compiler === null ? [section('Goals', notMeasured)] : compilerSections(compiler)),
    section(
      'Data plane',
      dataPlane === null
        ? notMeasured
        : `${conditions(dataPlane.machine)}\n${renderDataPlane(dataPlane.result)}`,
    ),
  ].join('\n');
}

const notMeasured = 'Not measured.\n';

const introduction = `# Benchmarks

Written by \`npm run bench -- --write\` and \`npm run bench -- --data-plane --write\`. Every row is a process of its own,
started cold, with the recorded code of a checkout (\`record-code.cjs\`); rows take turns. The manifests are generated
(\`test/bench/generate.mjs\`) and in one file; compiling writes to a new folder. With a cache, manifests are one file for
each route, and the output folder is the one of the run before. CPU time and peak memory are medians; with one process per
Gateway, they are sums over processes, and for programs that are not Node what was seen of them every 5 ms. Multiples
compare medians with "${floorName}", of the same routes in the same run.
`;

/**
 * @param {Kept<BenchResult>} compiler
 * @returns {string[]}
 */
function compilerSections({ machine, result }) {
  const begin = '## Compiler\n\n';
  return [
    `${begin}${conditions(machine)}`,
    section('Goals', goalsTable(judge(result))),
    section('Start', usageTable(result.start, 'no comparison')),
    ...result.sizes.map((each) =>
      section(
        sizeTitle(each),
        `${usageTable(each.measured, 'with the floor')}\nMeasured in ${duration(each.duration)}.\n`,
      ),
    ),
    section('Stages of the compiler', stagesTable(result.sizes)),
    ...(result.sizes.length > 1 ? [section('Growth', growthTable(result.sizes))] : []),
  ];
}

/**
 * @param {import('./machine.mjs').Machine} machine
 * @returns {string}
 */
function conditions({ date, hardware, system, load, versions }) {
  return `- Date: ${date}
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
    [...new Set(sizes.flatMap(({ measured }) => measured.map(({ name }) => name)))].map((name) => [
      name,
      ...steps.map(({ from, to }) => growth(medianOf(from, name), medianOf(to, name))),
    ]),
  );
}

/**
 * @param {number} from
 * @param {number} to
 * @returns {string} empty when one of them was not measured
 */
function growth(from, to) {
  return Number.isNaN(from) || Number.isNaN(to) ? '' : factor(to / from);
}

/**
 * @param {SizeResult} result
 * @param {string} name
 * @returns {number} NaN when it was not measured
 */
function medianOf({ measured }, name) {
  return measured.find((each) => each.name === name)?.wall.median ?? NaN;
}
