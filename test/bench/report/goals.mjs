import { changedName } from '../subjects/cached.mjs';
import { bothName, compileNames, diffName, validateName } from '../subjects/compiler.mjs';
import { floorName } from '../subjects/floors.mjs';
import { nodeName, versionName } from '../subjects/start.mjs';
import { atMost, ratio, verdict } from './verdict.mjs';

/** @typedef {import('../measure-all.mjs').BenchResult} BenchResult */
/** @typedef {import('../measure/turns.mjs').Measured} Measured */
/** @typedef {import('./verdict.mjs').Verdict} Verdict */

/** Milliseconds that `--version` may take beyond Node's own start, and a compile of ten documents. */
const startLimits = { version: 40, small: 90 };
/** Two states compared, in multiples of one compiled. */
const diffLimit = 2;
/** This many routes make ten documents. */
const smallSize = 1;
/** Largest growth of time from 1000 to 10000 routes: linear, and some room for a growing heap. */
const growthLimit = 10.5;
/** Wall time in multiples of the floor's, of the same routes in the same run. */
const multiples = [
  ...compileNames.map((name) => ({ name, limit: name === bothName ? 2.2 : 1.6 })),
  { name: changedName, limit: 0.3 },
  { name: validateName, limit: 1.2 },
];
/** Megabytes at the peak of a compile for one target. */
const memoryLimits = new Map([
  [1000, 200],
  [10_000, 700],
]);

/**
 * Compares medians with the goals.
 *
 * @param {BenchResult} result
 * @returns {Verdict[]} of all goals, also of those that were not measured
 */
export function judge({ start, sizes }) {
  /** @type {(routes: number, name: string) => Measured | undefined} */
  const at = (routes, name) =>
    find(sizes.find((size) => size.routes === routes)?.measured ?? [], name);
  const large = [...memoryLimits.keys()];
  const node = find(start, nodeName);
  const onlyOne = compileNames.filter((name) => name !== bothName);
  return [
    verdict(
      `${versionName}, beyond ${nodeName}`,
      beyond(find(start, versionName), node),
      atMost(startLimits.version, ' ms'),
    ),
    ...compileNames.map((name) =>
      verdict(
        `${name}, ten documents, beyond ${nodeName}`,
        beyond(at(smallSize, name), node),
        atMost(startLimits.small, ' ms'),
      ),
    ),
    ...large.flatMap((routes) =>
      multiples.map(({ name, limit }) =>
        verdict(
          `${name}, ${routes} routes, of js-yaml`,
          ratio(wall(at(routes, name)), wall(at(routes, floorName))),
          { ...atMost(limit, '×'), digits: limit < 1 ? 2 : 1 },
        ),
      ),
    ),
    ...compileNames.map((name) =>
      verdict(
        `${name}, growth from 1000 to 10000`,
        ratio(wall(at(10_000, name)), wall(at(1000, name))),
        atMost(growthLimit, '×'),
      ),
    ),
    ...[...memoryLimits].flatMap(([routes, limit]) =>
      onlyOne.map((name) => {
        const bytes = at(routes, name)?.peakRss.median ?? null;
        return verdict(
          `${name}, ${routes} routes, peak memory`,
          ratio(bytes, 1_000_000),
          atMost(limit, ' MB'),
        );
      }),
    ),
    verdict(
      'diff, 1000 routes, of compile, both',
      ratio(wall(at(1000, diffName)), wall(at(1000, bothName))),
      atMost(diffLimit, '×'),
    ),
  ];
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
 * @param {Measured | undefined} measured
 * @returns {number | null} milliseconds
 */
function wall(measured) {
  return measured?.wall.median ?? null;
}

/**
 * @param {Measured | undefined} measured
 * @param {Measured | undefined} node
 * @returns {number | null} milliseconds that one takes longer than the other
 */
function beyond(measured, node) {
  const [longer, shorter] = [wall(measured), wall(node)];
  return longer === null || shorter === null ? null : longer - shorter;
}
