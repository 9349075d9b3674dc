import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { defaultOptions } from '../manifests/options.mjs';
import { spread } from '../measure/statistics.mjs';
import { compiledConfiguration, handWrittenConfiguration } from './configurations.mjs';
import { byHandName } from './names.mjs';
import { probe } from './probe.mjs';
import { checkTime, serve } from './proxy.mjs';
import { exemplaryRequests } from './requests.mjs';

/** @typedef {import('../measure/statistics.mjs').Spread} Spread */
/** @typedef {import('./proxy.mjs').Served} Served */
/** @typedef {import('./wrk.mjs').Load} Load */

/**
 * How a proxy does with a compiled configuration.
 *
 * @typedef {object} DataPlaneResult
 * @property {string} proxy - name and version
 * @property {import('../../support/proxies/install.mjs').Launch['target']} target
 * @property {number} routes
 * @property {boolean} oneHost
 * @property {number} checkTime - milliseconds
 * @property {number} startTime - milliseconds
 * @property {number} memory - bytes, after the runs
 * @property {{ startTime: number, memory: number }} byHand - the same of the hand-written configuration
 * @property {readonly LoadResult[]} loads - the hand-written configuration first
 */

/**
 * @typedef {object} LoadResult
 * @property {string} name
 * @property {Spread} requestsPerSecond
 * @property {Spread} requestsPerCpuSecond - per second of CPU that the proxy used, whatever else the machine did
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
    const loads = await takeLoads(bench, { reference, subject }, exemplaryRequests(options));
    const { startTime } = subject;
    const proxy = `${target} ${launch.version}`;
    return {
      proxy,
      target,
      routes,
      oneHost,
      checkTime: checked,
      startTime,
      memory: subject.memory(),
      byHand: { startTime: reference.startTime, memory: reference.memory() },
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
 * @param {{ reference: Served, subject: Served }} served
 * @param {ReadonlyMap<string, import('./requests.mjs').ProvenRequest>} requests
 * @returns {Promise<LoadResult[]>}
 */
async function takeLoads({ load, ports, seconds, runs }, { reference, subject }, requests) {
  for (const proven of requests.values()) await probe(ports.http, proven);
  const plain = { method: 'GET', path: '/item', headers: {} };
  const compiled = [...requests].map(([name, { request }]) => ({ name, request }));
  const loads = [
    { name: byHandName, port: ports.byHand, proxy: reference, request: plain },
    ...compiled.map((each) => ({ ...each, port: ports.http, proxy: subject })),
  ].map((each) => ({ ...each, samples: /** @type {(Load & { perCpu: number })[]} */ ([]) }));
  for (let run = 0; run < runs; run += 1)
    for (const { port, proxy, request, samples } of loads) {
      const before = proxy.cpuTime();
      const taken = await load(port, request, seconds);
      const used = (proxy.cpuTime() - before) / 1000;
      samples.push({ ...taken, perCpu: taken.requests / used });
    }
  return loads.map(({ name, samples }) => ({
    name,
    requestsPerSecond: spread(samples.map(({ requestsPerSecond }) => requestsPerSecond)),
    requestsPerCpuSecond: spread(samples.map(({ perCpu }) => perCpu)),
    p99: spread(samples.map(({ p99 }) => p99)),
  }));
}
