import { duration, factor, size } from '../report/quantities.mjs';
import { table } from '../report/table.mjs';

/** @typedef {import('./measure.mjs').DataPlaneResult} DataPlaneResult */

/**
 * @param {readonly DataPlaneResult[]} results
 * @returns {string} Markdown
 */
export function renderDataPlane(results) {
  const start = table(
    ['', 'Routes', 'Hosts', 'Check', 'Ready after', 'Memory'],
    results.map((each) => [
      each.proxy,
      String(each.routes),
      hosts(each),
      duration(each.checkTime),
      duration(each.startTime),
      size(each.memory),
    ]),
  );
  const loads = table(
    ['', 'Routes', 'Hosts', 'Request', 'Min req/s', 'Median', 'Max', 'p99', 'Of hand-written'],
    results.flatMap(loadRows),
  );
  return `${start}\n${loads}`;
}

/**
 * @param {DataPlaneResult} result
 * @returns {string[][]}
 */
function loadRows(result) {
  const [reference] = result.loads;
  return result.loads.map(({ name, requestsPerSecond, p99 }) => [
    result.proxy,
    String(result.routes),
    hosts(result),
    name,
    requestsPerSecond.min.toFixed(0),
    requestsPerSecond.median.toFixed(0),
    requestsPerSecond.max.toFixed(0),
    duration(p99.median),
    factor(requestsPerSecond.median / reference.requestsPerSecond.median),
  ]);
}

/**
 * @param {DataPlaneResult} result
 * @returns {string}
 */
function hosts({ oneHost }) {
  return oneHost ? 'one' : 'many';
}
