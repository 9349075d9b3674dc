import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureProxies } from '../support/proxies/install.mjs';
import { configuration } from './data-plane/configurations.mjs';
import { nginxBackend } from './data-plane/hand-written.mjs';
import { measureDataPlane } from './data-plane/measure.mjs';
import { serve } from './data-plane/proxy.mjs';
import { findWrk } from './data-plane/wrk.mjs';

/** Of the benchmark alone, outside the ranges that other tests and the system take ports from. */
const ports = { backend: 15_901, byHand: 15_902, http: 15_903, https: 15_904 };
const defaultRuns = 3;

/**
 * Measures real proxies with compiled configurations against hand-written ones, over plain HTTP on loopback.
 *
 * @param {import('./subjects/workplace.mjs').Workplace} workplace
 * @param {import('./arguments.mjs').BenchArguments} wanted
 * @param {(message: string) => void} progress
 * @returns {Promise<import('./data-plane/measure.mjs').DataPlaneResult[]>}
 * @throws Error when a proxy or wrk cannot be had, or there is no proxy of that name
 */
export async function measureProxies(workplace, { sizes, runs, seconds, proxies }, progress) {
  const installed = await ensureProxies();
  const named = (/** @type {string} */ name) => {
    const found = installed.find((each) => each.name === name);
    if (found === undefined) throw new Error(`no proxy is called ${name}`);
    return found;
  };
  const launches = proxies.map(named);
  const cache = join(workplace.root, '.cache', 'bench');
  mkdirSync(cache, { recursive: true });
  const { bin, folder } = workplace;
  const load = await findWrk(cache);
  const bench = { load, bin, folder, ports, seconds, runs: runs ?? defaultRuns };
  const backend = configuration(join(folder, 'backend'), 'nginx.conf', nginxBackend(ports.backend));
  const echo = await serve(named('nginx-1.28'), backend, ports.backend);
  const results = [];
  try {
    for (const routes of sizes)
      for (const oneHost of [false, true])
        for (const launch of launches) {
          progress(`${launch.name}, ${routes} routes, ${oneHost ? 'one host' : 'many hosts'}`);
          results.push(await measureDataPlane(bench, launch, { routes, oneHost }));
        }
  } finally {
    await echo.stop();
  }
  return results;
}
