import { compileNames, diffName } from '../subjects/compiler.mjs';
import { floorName } from '../subjects/floors.mjs';
import { stagesName } from '../subjects/stages.mjs';
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

/** Largest growth of time from 1000 to 10000 routes: linear, and some room for a growing heap. */
const growthLimit = 11;
/** Milliseconds that `--version` may take beyond Node's own start. */
const startLimit = 60;
/** Milliseconds for a compile of ten documents, all in all. */
const smallLimit = 200;
/** All of validation but reading, in multiples of what js-yaml takes to read the same file. */
const validationLimit = 1;
/** The stages of `validate` but reading. */
const validationParts = ['validate', 'unsupported fields'];
/** Two states compared, in multiples of one compiled. */
const diffLimit = 2;
/** This many routes make ten documents. */
const smallSize = 1;

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
    ...growthGoals(result),
    ...validationGoals(result),
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
  return [verdict(`${versionName}, beyond ${nodeName}`, extra, { limit: startLimit, unit: ' ms' })];
}

/**
 * @param {BenchResult} result
 * @returns {Verdict[]}
 */
function smallGoals({ sizes }) {
  const measured = sizes.find(({ routes }) => routes === smallSize)?.measured ?? [];
  return compileNames.flatMap((name) => {
    const found = find(measured, name);
    if (found === undefined) return [];
    return [
      verdict(`${name}, ten documents`, found.wall.median, { limit: smallLimit, unit: ' ms' }),
    ];
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
 * @param {BenchResult} result
 * @returns {Verdict[]}
 */
function validationGoals({ sizes }) {
  const measured = sizes.find(({ routes }) => routes === 10_000)?.measured ?? [];
  const [stages, floor] = [find(measured, stagesName), find(measured, floorName)];
  if (stages === undefined || floor === undefined) return [];
  const parts = validationParts.map((part) => stages.parts.get(part)?.median ?? Infinity);
  const ratio =
    parts.reduce((sum, part) => sum + part, 0) / (floor.parts.get('parse')?.median ?? 0);
  return [
    verdict('validation without reading, 10000 routes, of js-yaml', ratio, {
      limit: validationLimit,
      unit: '×',
    }),
  ];
}

/**
 * @param {BenchResult} result
 * @returns {Verdict[]}
 */
function diffGoals({ sizes }) {
  const measured = sizes.find(({ routes }) => routes === 1000)?.measured ?? [];
  const [one, both] = [find(measured, compileNames.at(-1) ?? ''), find(measured, diffName)];
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
