import { atMost, ratio, verdict } from '../report/verdict.mjs';
import { byHandName, headerName, plainName } from './names.mjs';

/** @typedef {import('./measure.mjs').DataPlaneResult} DataPlaneResult */
/** @typedef {import('../report/verdict.mjs').Verdict} Verdict */

/**
 * Published figures of peers at 1000 routes, measured elsewhere on two shared cores: milliseconds until they serve, megabytes.
 */
export const peers = [
  { target: 'nginx', name: 'NGINX Gateway Fabric', start: 1250, memory: 330 },
  { target: 'envoy', name: 'Envoy Gateway', start: 3300, memory: 257 },
];
const peerSize = 1000;
/** Part of what peers need that is allowed. */
const peerPart = 0.5;
/** Requests per second, in multiples of those of the hand-written configuration. */
const rates = [
  { name: plainName, limit: 0.95 },
  { name: headerName, limit: 0.85 },
];
const rateSizes = [1000, 10_000];
/** Requests per second with 10000 routes, in multiples of those with 10. */
const growth = { from: 10, to: 10_000, limit: 0.95 };

/**
 * @param {readonly DataPlaneResult[]} results
 * @returns {Verdict[]} of all goals, also of those that were not measured
 */
export function judgeDataPlane(results) {
  return peers.flatMap(({ target, name: peer, start, memory }) => {
    const at = (/** @type {number} */ routes, /** @type {boolean} */ oneHost) =>
      results.find(
        (each) => each.target === target && each.routes === routes && each.oneHost === oneHost,
      );
    return [false, true].flatMap((oneHost) => {
      const subject = (/** @type {number} */ routes) =>
        `${target}, ${routes} routes, ${oneHost ? 'one host' : 'many hosts'}`;
      const [few, many] = [at(growth.from, oneHost), at(growth.to, oneHost)];
      const measured = at(peerSize, oneHost);
      const half = `of ${peer}'s`;
      return [
        ...rateSizes.flatMap((routes) =>
          rates.map(({ name, limit }) => {
            const found = at(routes, oneHost);
            const value = ratio(rate(found, name), rate(found, byHandName));
            return verdict(`${subject(routes)}: ${name}, of hand-written`, value, atLeast(limit));
          }),
        ),
        verdict(
          `${subject(growth.to)}: ${plainName}, of ${growth.from} routes`,
          ratio(rate(many, plainName), rate(few, plainName)),
          atLeast(growth.limit),
        ),
        verdict(
          `${subject(peerSize)}: ready, half ${half}`,
          measured?.startTime ?? null,
          atMost(start * peerPart, ' ms'),
        ),
        verdict(
          `${subject(peerSize)}: memory, half ${half}`,
          ratio(measured?.memory ?? null, 1_000_000),
          atMost(memory * peerPart, ' MB'),
        ),
      ];
    });
  });
}

/**
 * @param {DataPlaneResult | undefined} result
 * @param {string} name - of a load
 * @returns {number | null} requests per second
 */
function rate(result, name) {
  return result?.loads.find((each) => each.name === name)?.requestsPerSecond.median ?? null;
}

/**
 * @param {number} limit
 * @returns {import('../report/verdict.mjs').Limit}
 */
function atLeast(limit) {
  return { kind: 'at least', limit, unit: '×', digits: 2 };
}
