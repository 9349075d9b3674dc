// `node record-code.cjs DIST`, which build.mjs runs: runs commands on fixtures, and keeps what V8 made of the bundle meanwhile
// for src/cli/bin/load.cjs. It is code for this Node and no other, and no two runs give the same bytes, so that it is
// not published: only what is built where it runs has it.
'use strict';
const { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');

const dist = resolve(process.argv[2]);
const { codeFile, codeFolder, loader } = require(join(dist, 'load.cjs'));
const fixtures = (/** @type {readonly string[]} */ ...names) =>
  names.map((name) => join(__dirname, 'fixtures', name));
const valid = fixtures('quickstart', 'tour');
const invalid = fixtures('diagnostics/listeners', 'refs/service-imports', 'tls/client-validation');

const scripts = new Map();
const load = loader((file, script) => scripts.set(file, script));

async function run(/** @type {string} */ output) {
  for (const program of ['gatewright', 'compile']) {
    process.argv = [process.execPath, program, '--version'];
    await load(`${program}.cjs`).run();
  }
  const commands = [
    ['compile', ...valid, '--target', 'nginx', '--output', join(output, 'nginx')],
    ['compile', ...valid, '--output', join(output, 'all')],
    ['validate', ...valid, '--channel', 'experimental'],
    ['validate', ...valid, ...invalid],
  ];
  const { runProcess } = load('gatewright.cjs');
  for (const command of commands) {
    await runProcess([...command, '--no-config']);
    if (process.exitCode > 1) throw new Error(`gatewright ${command.join(' ')} failed`);
  }
  process.exitCode = 0;
}

/** Whole or not at all. */
function keep() {
  const folder = join(dist, codeFolder);
  const draft = `${folder}-${process.pid}`;
  mkdirSync(draft, { recursive: true });
  for (const [file, script] of scripts)
    writeFileSync(join(draft, codeFile(file)), script.createCachedData());
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
}

async function record() {
  const output = mkdtempSync(join(tmpdir(), 'gatewright-'));
  try {
    await run(output);
    keep();
  } finally {
    rmSync(output, { recursive: true });
  }
}

void record();
