#!/usr/bin/env node
// `npm run conformance -- --target nginx|envoy [--channel standard] [--run-test NAME] [--check]`: the official Gateway
// API conformance suite against what gatewright emits, on real proxies; see README.md.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildHarness } from './build.mjs';
import { compareResults, summarise } from './results.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));

const { values } = parseArgs({
  options: {
    target: { type: 'string' },
    'run-test': { type: 'string' },
    check: { type: 'boolean', default: false },
    channel: { type: 'string', default: 'experimental' },
    features: { type: 'string', default: 'inferred' },
    profiles: {
      type: 'string',
      default: 'GATEWAY-HTTP,GATEWAY-GRPC,GATEWAY-TLS,GATEWAY-TCP,GATEWAY-UDP',
    },
    skip: { type: 'string', default: '' },
  },
});
const { target, channel } = values;
if (
  (target !== 'nginx' && target !== 'envoy') ||
  (channel !== 'standard' && channel !== 'experimental')
) {
  process.stderr.write(
    'usage: npm run conformance -- --target nginx|envoy [--channel standard|experimental] [--run-test NAME] [--check]\n',
  );
  process.exit(2);
}

if (!existsSync(join(root, 'dist', 'index.js'))) run(process.execPath, [join(root, 'prepare.mjs')]);
// The suite does not wait for a driver that installs its proxies first.
run(process.execPath, [join(root, 'test', 'support', 'proxies', 'install.mjs')]);
const harness = await buildHarness(join(root, '.cache', 'conformance'));
const workdir = join(root, '.cache', 'conformance', `run-${channel}-${target}`);
mkdirSync(workdir, { recursive: true });
const reports = join(here, 'reports');
const whole = values['run-test'] === undefined;
const record = whole && !values.check;
if (record) mkdirSync(reports, { recursive: true });
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
// `conformance/reports/README.md` of Gateway API asks for this name.
const report = `${channel}-v${version}-${target}-report.yaml`;
const status = run(
  harness,
  [
    [
      '--driver',
      `${process.execPath} ${join(here, 'driver.mjs')} --target ${target} --channel ${channel}`,
    ],
    ['--controller-name', 'gatewright.dev/controller'],
    ['--implementation', 'gatewright'],
    ['--implementation-version', `v${version}`],
    ['--implementation-url', 'https://github.com/gatewright/gatewright'],
    ['--implementation-contact', 'https://github.com/gatewright/gatewright/issues'],
    ['--mode', target],
    ['--channel', channel],
    ['--workdir', workdir],
    ['--report', join(record ? reports : workdir, report)],
    whole
      ? ['--features', values.features, '--profiles', values.profiles, '--skip', values.skip]
      : ['--run-test', values['run-test']],
  ].flat(),
);
process.exit(whole && status !== 2 ? settle() : status);

/** Writes down what came of each test or, with `--check`, compares it with what is written down. */
function settle() {
  const results = summarise(JSON.parse(readFileSync(join(workdir, 'results.json'), 'utf8')));
  const file = join(reports, `${channel}-${target}.json`);
  if (record) {
    writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
    return status;
  }
  const lost = compareResults(JSON.parse(readFileSync(file, 'utf8')), results);
  for (const name of lost)
    process.stdout.write(`${channel}, ${target}: ${name} passed before and does not now\n`);
  return lost.length === 0 ? 0 : 1;
}

function run(command, args) {
  return spawnSync(command, args, { stdio: 'inherit', cwd: root }).status ?? 2;
}
