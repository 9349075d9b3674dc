import { test } from 'vitest';
import path from 'node:path';
import { runBatch } from '../support/differential/batch.ts';
import { readCases } from '../support/differential/case-file.ts';
import { startWorld } from '../support/differential/serve.ts';
import { listProxies } from '../support/proxies/proxies.ts';
import { nameAt, randomConfiguration } from '../support/random/configuration.ts';
import { randomRequests } from '../support/random/requests.ts';
const N = Number(process.env['N'] ?? 10);
const R = Number(process.env['R'] ?? 100);
const S = Number(process.env['S'] ?? 1);
test('try', { timeout: 600_000 }, async () => {
  const world = await startWorld(N);
  const asked = Array.from({ length: N }, (_, i) => randomConfiguration(nameAt(i), S, i)).flatMap((configuration, i) =>
    randomRequests(configuration, R, S, i).map((request) => ({ configuration, request })),
  );
  const cases = readCases(path.join(import.meta.dirname, 'disagreements'));
  for (const pathPolicy of (process.env['Y'] ?? 'strict,normalize').split(',') as ('strict' | 'normalize')[]) {
    const t0 = Date.now();
    const r0 = await runBatch(cases, await listProxies(), world, { pathPolicy });
    console.log('cases', r0.disagreements.map(({ problem, proxies }) => problem + proxies.join()));
    const r = await runBatch(asked, (await listProxies()).filter(({ name }) => name !== 'nginx-1.22'), world, { pathPolicy });
    const groups = new Map<string, typeof r.disagreements[number][]>();
    for (const d of r.disagreements) { const k = d.proxies.join() + ' ' + d.problem.replace(/c\d{4}/g, 'C').slice(0, 60); groups.set(k, [...(groups.get(k) ?? []), d]); }
    console.log(pathPolicy, Date.now() - t0, [...groups].slice(0, 25).map(([k, v]) => `${v.length} × ${k} ${v.slice(0, 2).map((d) => `${d.configuration.name} ` + JSON.stringify(d.request)).join('\n      ')}`).join('\n'));
    const ex: Record<string, number> = {}; for (const e of r.explained) ex[e] = (ex[e] ?? 0) + 1; console.log(ex);
  }
  world.stop();
});
