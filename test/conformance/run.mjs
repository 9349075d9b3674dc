#!/usr/bin/env node
// `npm run conformance -- --target nginx|envoy [--run-test NAME] [--features LIST]`: the official Gateway API
// conformance suite against what gatewright emits, on real proxies; see README.md.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildHarness } from './build.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));

const { values } = parseArgs({
  options: {
    target: { type: 'string' },
    'run-test': { type: 'string' },
    features: { type: 'string', default: 'inferred' },
    profiles: { type: 'string', default: 'GATEWAY-HTTP,GATEWAY-GRPC' },
    skip: { type: 'string', default: '' },
  },
});
const { target } = values;
if (target !== 'nginx' && target !== 'envoy') {
  process.stderr.write('usage: npm run conformance -- --target nginx|envoy [--run-test NAME]\n');
  process.exit(2);
}

const harness = await buildHarness(join(root, '.cache', 'conformance'));
const workdir = join(root, '.cache', 'conformance', `run-${target}`);
mkdirSync(workdir, { recursive: true });
const reports = join(here, 'reports');
mkdirSync(reports, { recursive: true });
const whole = values['run-test'] === undefined;
const report = join(whole ? reports : workdir, `${target}.yaml`);
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { status } = spawnSync(
  harness,
  [
    ['--driver', `${process.execPath} ${join(here, 'driver.mjs')} --target ${target}`],
    ['--controller-name', 'gatewright.dev/controller'],
    ['--implementation', 'gatewright'],
    ['--implementation-version', `v${version}`],
    ['--workdir', workdir],
    ['--report', report],
    ...(whole
      ? [
          ['--features', values.features],
          ['--profiles', values.profiles],
          ['--skip', values.skip],
        ]
      : [['--run-test', values['run-test']]]),
  ].flat(),
  { stdio: 'inherit' },
);
if (whole) summarise();
process.exit(status ?? 2);

/** The names of the tests by what became of them: what a change of the compiler is held against. */
function summarise() {
  const results = JSON.parse(readFileSync(join(workdir, 'results.json'), 'utf8'));
  const tests = results.tests ?? results;
  const by = {};
  for (const { name, result } of tests) (by[result] ??= []).push(name);
  for (const list of Object.values(by)) list.sort();
  writeFileSync(join(reports, `${target}.json`), `${JSON.stringify(by, null, 2)}\n`);
}
