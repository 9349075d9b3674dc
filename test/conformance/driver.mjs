#!/usr/bin/env node
// The conformance harness's driver: compiles each revision of the API's objects, runs one proxy for each Gateway,
// and answers with the status. README.md has the protocol.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { compile, loadAssets, printStatus, statusOf } from '../../dist/index.js';
import { learnController } from './driver/controller-name.mjs';
import { serviceAccount } from './driver/infrastructure.mjs';
import { compileOptions } from './driver/options.mjs';
import { startFleet } from './driver/fleet.mjs';

const { values } = parseArgs({
  options: {
    target: { type: 'string' },
    channel: { type: 'string', default: 'experimental' },
    nginx: { type: 'string' },
    envoy: { type: 'string' },
    'controller-name': { type: 'string' },
  },
});
const { target, channel } = values;
const usage =
  'usage: driver.mjs --target nginx|envoy [--channel standard|experimental] [--nginx PATH] [--envoy PATH]\n';
if (
  (target !== 'nginx' && target !== 'envoy') ||
  (channel !== 'standard' && channel !== 'experimental')
) {
  process.stderr.write(usage);
  process.exit(2);
}

const assets = await loadAssets([target]);
const folder = await mkdtemp(join(tmpdir(), 'gatewright-conformance-'));
const fleet = startFleet({ target, folder, bin: values[target] });
let controllerName = values['controller-name'] ?? null;

for await (const line of createInterface({ input: process.stdin }))
  if (line.trim() !== '')
    process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`);
await fleet.stop();
await rm(folder, { recursive: true, force: true });

/**
 * @param {{ revision: number, manifests: string, addresses?: Record<string, string>, usable_addresses?: readonly string[] }} message
 * @returns {Promise<{ revision: number, status?: string, error?: string }>}
 */
async function answer({ revision, manifests, addresses, usable_addresses }) {
  try {
    const files = readManifests(manifests);
    controllerName ??= learnController(files);
    const options = compileOptions({
      target,
      channel,
      controllerName,
      addresses: addresses ?? {},
      usable: usable_addresses ?? [],
    });
    const statuses = statusOf(files, options, assets.schemas, target);
    const { outputs } = compile(files, options, assets);
    await fleet.serve(outputs, addresses ?? {});
    const status = join(folder, `status-${String(revision)}.yaml`);
    writeFileSync(status, [printStatus(statuses), ...outputs.map(serviceAccount)].join('---\n'));
    return { revision, status };
  } catch (error) {
    return {
      revision,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

function readManifests(path) {
  return readdirSync(path)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(path, name), 'utf8') }));
}
