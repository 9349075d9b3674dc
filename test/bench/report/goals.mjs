import { bothName, compileNames, diffName, validateName } from '../subjects/compiler.mjs';
import { floorName } from '../subjects/floors.mjs';
import { nodeName, versionName } from '../subjects/start.mjs';

/** @typedef {import('../measure-all.mjs').BenchResult} BenchResult */
/** @typedef {import('../measure/turns.mjs').Measured} Measured */

/**
 * @typedef {object} Verdict
 * @property {string} goal
 * @property {string} limit
 * @property {string} measured
 * @property {boolean} met
 */

/** Milliseconds that `--version` may take beyond Node's own start, and a compile of ten documents. */
const startLimits = { version: 40, small: 90 };
/** Two states compared, in multiples of one compiled. */
const diffLimit = 2;
/** This many routes make ten documents. */
const smallSize = 1;
/** Largest growth of time from 1000 to 10000 routes: linear, and some room for a growing heap. */
const growthLimit = 10.5;
/** Wall time in multiples of the floor's, of the same file in the same run. */
const multiples = [
  ...compileNames.map((name) => ({ name, limit: name === bothName ? 2.2 : 1.6 })),
  { name: validateName, limit: 1.2 },
];
/** Megabytes at the peak of a compile for one target. */
const memoryLimits = new Map([
  [1000, 200],
  [10_000, 700],
]);

/**
 * Compares medians with the goals; those whose sizes were not measured are left out.
 *
 * @param {BenchResult} result
 * @returns {Verdict[]}
 */
export function judge(result) {
  return [
    ...startGoals(result),
    ...smallGoals(result),
    ...result.sizes.flatMap(multipleGoals),
    ...growthGoals(result),
    ...result.sizes.flatMap(memoryGoals),
    ...diffGoals(result),
  ];
}

/**
 * @param {BenchResult} result
 * @returns {Verdict[]}
 */
function startGoals({ start }) {
  const node = find(start, nodeName);
  const version = find(start, versionName);
  if (node === undefined || version === undefined) return [];
  const extra = version.wall.median - node.wall.median;
  return [
    verdict(`${versionName}, beyond ${nodeName}`, extra, {
      limit: startLimits.version,
      unit: ' ms',
    }),
  ];
}

/**
 * @param {BenchResult} result
 * @returns {Verdict[]}
 */
function smallGoals({ start, sizes }) {
  const node = find(start, nodeName);
  const measured = sizes.find(({ routes }) => routes === smallSize)?.measured ?? [];
  return compileNames.flatMap((name) => {
    const found = find(measured, name);
    if (found === undefined || node === undefined) return [];
    const extra = found.wall.median - node.wall.median;
    return [
      verdict(`${name}, ten documents, beyond ${nodeName}`, extra, {
        limit: startLimits.small,
        unit: ' ms',
      }),
    ];
  });
}

/**
 * @param {BenchResult['sizes'][number]} size
 * @returns {Verdict[]}
 */
function multipleGoals({ routes, measured }) {
  const floor = find(measured, floorName);
  if (floor === undefined || !memoryLimits.has(routes)) return [];
  return multiples.flatMap(({ name, limit }) => {
    const found = find(measured, name);
    if (found === undefined) return [];
    const multiple = found.wall.median / floor.wall.median;
    return [verdict(`${name}, ${routes} routes, of js-yaml`, multiple, { limit, unit: '×' })];
  });
}

/**
 * @param {BenchResult['sizes'][number]} size
 * @returns {Verdict[]}
 */
function memoryGoals({ routes, measured }) {
  const limit = memoryLimits.get(routes);
  if (limit === undefined) return [];
  return compileNames.flatMap((name) => {
    const found = find(measured, name);
    if (found === undefined || name === bothName) return [];
    const megabytes = found.peakRss.median / 1_000_000;
    return [verdict(`${name}, ${routes} routes, peak memory`, megabytes, { limit, unit: ' MB' })];
  });
}

/**
 * @param {BenchResult} result
 * @returns {Verdict[]}
 */
function growthGoals({ sizes }) {
  const small = sizes.find(({ routes }) => routes === 1000)?.measured ?? [];
  const large = sizes.find(({ routes }) => routes === 10_000)?.measured ?? [];
  return compileNames.flatMap((name) => {
    const [from, to] = [find(small, name), find(large, name)];
    if (from === undefined || to === undefined) return [];
    const growth = to.wall.median / from.wall.median;
    return [
      verdict(`${name}, growth from 1000 to 10000`, growth, { limit: growthLimit, unit: '×' }),
    ];
  });
}

/**
/**
 * @param {BenchResult} result
 * @returns {Verdict[]}
 */
function diffGoals({ sizes }) {
  const measured = sizes.find(({ routes }) => routes === 1000)?.measured ?? [];
  const [one, both] = [find(measured, bothName), find(measured, diffName)];
  if (one === undefined || both === undefined) return [];
  const ratio = both.wall.median / one.wall.median;
  return [verdict('diff, 1000 routes, of compile, both', ratio, { limit: diffLimit, unit: '×' })];
}

/**
 * @param {readonly Measured[]} measured
 * @param {string} name
 * @returns {Measured | undefined}
 */
function find(measured, name) {
  return measured.find((each) => each.name === name);
}

/**
 * @param {string} goal
 * @param {number} value
 * @param {{ limit: number, unit: string }} allowed
 * @returns {Verdict}
 */
function verdict(goal, value, { limit, unit }) {
  return {
    goal,
    limit: `≤ ${limit}${unit}`,
    measured: `${value.toFixed(unit === '×' ? 1 : 0)}${unit}`,
    met: value <= limit,
  };
}
