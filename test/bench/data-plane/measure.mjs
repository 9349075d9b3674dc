import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { defaultOptions } from '../manifests/options.mjs';
import { spread } from '../measure/statistics.mjs';
import { compiledConfiguration, handWrittenConfiguration } from './configurations.mjs';
import { probe } from './probe.mjs';
import { checkTime, serve } from './proxy.mjs';
import { exemplaryRequests } from './requests.mjs';

/** @typedef {import('../measure/statistics.mjs').Spread} Spread */

/**
 * How a proxy does with a compiled configuration.
 *
 * @typedef {object} DataPlaneResult
 * @property {string} proxy - name and version
 * @property {number} routes
 * @property {boolean} oneHost
 * @property {number} checkTime - milliseconds
 * @property {number} startTime - milliseconds
 * @property {number} memory - bytes, after the runs
 * @property {readonly LoadResult[]} loads - the hand-written configuration first
 */

/**
 * @typedef {object} LoadResult
 * @property {string} name
 * @property {Spread} requestsPerSecond
 * @property {Spread} p99 - milliseconds
 */

/**
 * @typedef {object} Bench
 * @property {import('./wrk.mjs').Generator} load
 * @property {string} bin - the built `gatewright`
 * @property {string} folder - to work in
 * @property {{ backend: number, byHand: number, http: number, https: number }} ports
 * @property {number} seconds - of one load
 * @property {number} runs
 */

/**
 * Measures one proxy with one size; the loads take turns.
 *
 * @param {Bench} bench
 * @param {import('../../support/proxies/install.mjs').Launch} launch
 * @param {{ routes: number, oneHost: boolean }} shape
 * @returns {Promise<DataPlaneResult>}
 */
export async function measureDataPlane(bench, launch, { routes, oneHost }) {
  const { ports } = bench;
  const { target } = launch;
  const options = {
    ...defaultOptions(routes),
    gateways: 1,
    httpPort: ports.http,
    httpsPort: ports.https,
    loopbackPort: ports.backend,
    oneHost,
  };
  const folder = join(bench.folder, 'case');
  const compiled = compiledConfiguration(folder, options, { bin: bench.bin, target });
  const byHand = handWrittenConfiguration(join(folder, 'by-hand'), {
    target,
    port: ports.byHand,
    backend: ports.backend,
  });
  const checked = checkTime(launch, compiled);
  const reference = await serve(launch, byHand, ports.byHand);
  const subject = await serve(launch, compiled, ports.http);
  try {
    const loads = await takeLoads(bench, exemplaryRequests(options));
    const { startTime } = subject;
    const proxy = `${target} ${launch.version}`;
    return {
      proxy,
      routes,
      oneHost,
      checkTime: checked,
      startTime,
      memory: subject.memory(),
      loads,
    };
  } finally {
    await subject.stop();
    await reference.stop();
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {Bench} bench
 * @param {ReadonlyMap<string, import('./requests.mjs').ProvenRequest>} requests
 * @returns {Promise<LoadResult[]>}
 */
async function takeLoads({ load, ports, seconds, runs }, requests) {
  for (const proven of requests.values()) await probe(ports.http, proven);
  const plain = { method: 'GET', path: '/item', headers: {} };
  const loads = [
    { name: 'hand-written, one route', port: ports.byHand, request: plain },
    ...[...requests].map(([name, { request }]) => ({ name, port: ports.http, request })),
  ].map((each) => ({ ...each, samples: /** @type {import('./wrk.mjs').Load[]} */ ([]) }));
  for (let run = 0; run < runs; run += 1)
    for (const { port, request, samples } of loads)
      samples.push(await load(port, request, seconds));
  return loads.map(({ name, samples }) => ({
    name,
    requestsPerSecond: spread(samples.map(({ requestsPerSecond }) => requestsPerSecond)),
    p99: spread(samples.map(({ p99 }) => p99)),
  }));
}
