import { goalsTable } from '../report/goals-table.mjs';
import { duration, factor, size } from '../report/quantities.mjs';
import { table } from '../report/table.mjs';
import { judgeDataPlane } from './goals.mjs';

/** @typedef {import('./measure.mjs').DataPlaneResult} DataPlaneResult */

/**
 * @param {readonly DataPlaneResult[]} results
 * @returns {string} Markdown
 */
export function renderDataPlane(results) {
  const start = table(
    ['', 'Routes', 'Hosts', 'Check', 'Ready', 'Memory', 'Ready, by hand', 'Memory, by hand'],
    results.map((each) => [
      each.proxy,
      String(each.routes),
      hosts(each),
      duration(each.checkTime),
      duration(each.startTime),
      size(each.memory),
      duration(each.byHand.startTime),
      size(each.byHand.memory),
    ]),
  );
  const loads = table(loadHead, results.flatMap(loadRows));
  return `${introduction}\n${goalsTable(judgeDataPlane(results))}\n${start}\n${loads}`;
}

const loadHead = [
  ...['Request', '', 'Routes', 'Hosts', 'Min req/s', 'Median', 'Max', 'Req per CPU second', 'p99'],
  ...['Of hand-written', 'By CPU'],
];

const introduction = `Real proxies with one worker, a backend and wrk share the machine and loopback. "Hand-written" is a configuration of one
route to the same backend. Check is \`nginx -t\` or Envoy's \`--mode validate\`; ready is the time from start to the first
accepted connection; both are of one run. Memory is taken after the load, what processes share once. Requests per second
depend on what else the machine does, those per second of the CPU time of the proxy much less. Published figures of peers at
1000 routes, measured elsewhere on two shared cores: NGINX Gateway Fabric 17.8k requests/s with a header match against 32k
plain, 330 MB, 1.25 s to start; Envoy Gateway 19k, 257 MB, 3.3 s; a hand-written NGINX configuration of maps 27k, 82 MB,
0.7 s.
`;

/**
 * @param {DataPlaneResult} result
 * @returns {string[][]}
 */
function loadRows(result) {
  const [reference] = result.loads;
  return result.loads.map(({ name, requestsPerSecond, requestsPerCpuSecond, p99 }) => [
    name,
    result.proxy,
    String(result.routes),
    hosts(result),
    requestsPerSecond.min.toFixed(0),
    requestsPerSecond.median.toFixed(0),
    requestsPerSecond.max.toFixed(0),
    requestsPerCpuSecond.median.toFixed(0),
    duration(p99.median),
    factor(requestsPerSecond.median / reference.requestsPerSecond.median),
    factor(requestsPerCpuSecond.median / reference.requestsPerCpuSecond.median),
  ]);
}

/**
 * @param {DataPlaneResult} result
 * @returns {string}
 */
function hosts({ oneHost }) {
  return oneHost ? 'one' : 'many';
}
