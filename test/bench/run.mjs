#!/usr/bin/env node
// `npm run bench`: measures the built compiler on generated manifests, or proxies with what it emits; see arguments.mjs.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments, usage } from './arguments.mjs';
import { measureProxies } from './data-plane.mjs';
import { measureAll } from './measure-all.mjs';
import { describeMachine } from './report/machine.mjs';
import { renderReport } from './report/report.mjs';
import { keep, recall } from './report/store.mjs';
import { hasCache } from './subjects/cached.mjs';
import { describePeers, findPeers } from './subjects/peers.mjs';
import { clearWorkplace, makeWorkplace } from './subjects/workplace.mjs';

const { wanted, peers } = readArgumentsOrExit();
const workplace = await makeWorkplace();
const machine = describeMachine(workplace.root);
const kind = wanted.dataPlane ? 'data-plane' : 'compiler';
const results = join(workplace.root, 'test', 'bench', 'results');
const progress = (/** @type {string} */ message) => process.stderr.write(`${message}\n`);
try {
  const record = wanted.dataPlane ? await dataPlane() : await compiler();
  if (wanted.write) {
    keep(results, kind, record);
    const report = renderReport(recall(results, 'compiler'), recall(results, 'data-plane'));
    writeFileSync(join(workplace.root, 'BENCHMARKS.md'), report);
  }
  process.stdout.write(wanted.dataPlane ? renderReport(null, record) : renderReport(record, null));
} finally {
  clearWorkplace(workplace);
}

async function compiler() {
  const cache = hasCache(workplace) ? [] : ['cached rows not measured: no --cache'];
  const versions = [...machine.versions, ...describePeers(peers), ...cache];
  const result = await measureAll(workplace, wanted, peers, progress);
  return { machine: { ...machine, versions }, result };
}

async function dataPlane() {
  return { machine, result: await measureProxies(workplace, wanted, progress) };
}

function readArgumentsOrExit() {
  try {
    const args = readArguments(process.argv.slice(2), process.env);
    return { wanted: args, peers: findPeers(args.peers, process.env.PATH ?? '') };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return process.exit(2);
  }
}
