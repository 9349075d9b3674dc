#!/usr/bin/env node
// Measures real proxies with compiled configurations against hand-written ones, over plain HTTP on loopback:
// node test/bench/data-plane.mjs [--sizes 10,1000,10000] [--seconds N] [--runs N] [--proxies nginx-1.28,envoy]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureProxies } from '../support/proxies/install.mjs';
import { configuration } from './data-plane/configurations.mjs';
import { nginxBackend } from './data-plane/hand-written.mjs';
import { measureDataPlane } from './data-plane/measure.mjs';
import { serve } from './data-plane/proxy.mjs';
import { renderDataPlane } from './data-plane/report.mjs';
import { findWrk } from './data-plane/wrk.mjs';
import { clearWorkplace, makeWorkplace } from './subjects/workplace.mjs';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10,1000,10000' },
    seconds: { type: 'string', default: '5' },
    runs: { type: 'string', default: '3' },
    proxies: { type: 'string', default: 'nginx-1.28,envoy' },
  },
});
/** Of the benchmark alone, outside the ranges that other tests and the system take ports from. */
const ports = { backend: 15_901, byHand: 15_902, http: 15_903, https: 15_904 };

const workplace = await makeWorkplace();
try {
  process.stdout.write(renderDataPlane(await measure()));
} finally {
  clearWorkplace(workplace);
}

async function measure() {
  const installed = await ensureProxies();
  const nginx = installed.find(({ name }) => name === 'nginx-1.28');
  const cache = join(workplace.root, '.cache', 'bench');
  mkdirSync(cache, { recursive: true });
  const { bin, folder } = workplace;
  const bench = {
    load: await findWrk(cache),
    bin,
    folder,
    ports,
    seconds: Number(values.seconds),
    runs: Number(values.runs),
  };
  const backend = configuration(join(folder, 'backend'), 'nginx.conf', nginxBackend(ports.backend));
  const echo = await serve(nginx, backend, ports.backend);
  const results = [];
  try {
    for (const routes of values.sizes.split(',').map(Number))
      for (const oneHost of [false, true])
        for (const name of values.proxies.split(',')) {
          process.stderr.write(
            `${name}, ${routes} routes, ${oneHost ? 'one host' : 'many hosts'}\n`,
          );
          const launch = installed.find((each) => each.name === name);
          results.push(await measureDataPlane(bench, launch, { routes, oneHost }));
        }
  } finally {
    await echo.stop();
  }
  return results;
}
