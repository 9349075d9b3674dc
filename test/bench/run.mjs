#!/usr/bin/env node
// `npm run bench`: measures the built compiler on generated manifests; see arguments.mjs.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments, usage } from './arguments.mjs';
import { measureAll } from './measure-all.mjs';
import { describeMachine } from './report/machine.mjs';
import { judge } from './report/goals.mjs';
import { renderReport } from './report/report.mjs';
import { clearWorkplace, makeWorkplace } from './subjects/workplace.mjs';

const wanted = readArgumentsOrExit();
const workplace = await makeWorkplace();
const machine = describeMachine(workplace.root);
try {
  const result = measureAll(workplace, wanted, (message) => {
    process.stderr.write(`${message}\n`);
  });
  const report = renderReport(result, judge(result), machine);
  process.stdout.write(report);
  if (wanted.write) writeFileSync(join(workplace.root, 'BENCHMARKS.md'), report);
} finally {
  clearWorkplace(workplace);
}

function readArgumentsOrExit() {
  try {
    return readArguments(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return process.exit(2);
  }
}
