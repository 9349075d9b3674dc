// Writes what Stryker found, `.mutation/report.json`, to test/mutation/RESULTS.md. What was found of a part of the files is
// only printed: a record has all of them.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import glob from 'fast-glob';
import { groups, leastScore, mutated, notMutated } from './scope.mjs';

const root = join(import.meta.dirname, '../..');
const json = async (file) => JSON.parse(await readFile(join(root, file), 'utf8'));

const report = await json('.mutation/report.json');
const isWhole = isDeepStrictEqual(report.config.mutate, mutated);
const tallies = await tallyGroups();
const versions = [
  `Stryker ${(await json('node_modules/@stryker-mutator/core/package.json')).version}`,
  `Node.js ${process.versions.node}`,
];

const text = [
  '# Mutation testing',
  '',
  'Written by `npm run mutation`; CONTRIBUTING.md tells how to read and renew it.',
  '',
  `${new Date().toISOString().slice(0, 10)}, ${versions.join(', ')}. Each group has to reach ${leastScore} %.`,
  '',
  '| group | mutants | killed | timed out | survived | not covered | score |',
  '|---|---:|---:|---:|---:|---:|---:|',
  ...tallies.map(({ group, files }) => row(group, sum(files))),
  row('all', sum(tallies.flatMap(({ files }) => files))),
  '',
  'Killed: a test fails. Timed out: the mutant never ends, which counts as killed. Survived: every test that runs the',
  'code passes. Score: killed and timed out of all. Mutants that a comment in the source declares equivalent do not',
  'count; they stand at the end.',
  ...tallies.flatMap(({ group, files }) => [
    '',
    `## Files of ${group}`,
    '',
    '| file | mutants | killed | timed out | survived | not covered | score |',
    '|---|---:|---:|---:|---:|---:|---:|',
    ...files.map((each) => row(each.file, each)),
  ]),
  '',
  '## Survivors',
  '',
  'Line and column, mutator, what became what. `NC` stands where no test runs the code.',
  ...lists((each) => each.alive),
  '',
  '## Declared equivalent',
  ...lists((each) => each.ignored),
  '',
].join('\n');

if (isWhole) await writeFile(join(root, 'test/mutation/RESULTS.md'), text);
else console.log(text);

async function tallyGroups() {
  const taken = new Set();
  const found = [];
  for (const [group, patterns] of Object.entries(groups)) {
    const files = (await glob([...patterns, ...notMutated], { cwd: root })).sort();
    const own = files.filter((file) => !taken.has(file));
    for (const file of own) taken.add(file);
    const wanted = own.filter((file) => isWhole || file in report.files);
    if (wanted.length > 0) found.push({ group, files: wanted.map(tally) });
  }
  return found;
}

function tally(file) {
  const { mutants, source } = report.files[file] ?? { mutants: [], source: '' };
  const of = (...statuses) => mutants.filter(({ status }) => statuses.includes(status));
  const line = (mutant) => lineOf(source.split('\n'), mutant);
  return {
    file,
    killed: of('Killed').length,
    timedOut: of('Timeout').length,
    survived: of('Survived').length,
    notCovered: of('NoCoverage').length,
    alive: of('Survived', 'NoCoverage').sort(byPlace).map(line),
    ignored: of('Ignored')
      .sort(byPlace)
      .map((mutant) => `${line(mutant)}: ${mutant.statusReason}`),
  };
}

function byPlace({ location: { start: a } }, { location: { start: b } }) {
  return a.line - b.line || a.column - b.column;
}

function lineOf(lines, { location: { start, end }, mutatorName, replacement, status }) {
  const last = start.line === end.line ? end.column - 1 : undefined;
  const original = lines[start.line - 1].slice(start.column - 1, last);
  const uncovered = status === 'NoCoverage' ? ' NC' : '';
  const change = `${code(original)} → ${code(replacement ?? '')}`;
  return `- ${start.line}:${start.column}${uncovered} ${mutatorName}: ${change}`;
}

function code(text) {
  const line = text.replace(/\s+/g, ' ').trim();
  const short = line.length > 80 ? `${line.slice(0, 79)}…` : line;
  return short.includes('`') ? `\`\` ${short} \`\`` : `\`${short}\``;
}

function sum(files) {
  const total = { killed: 0, timedOut: 0, survived: 0, notCovered: 0 };
  for (const each of files) for (const key of Object.keys(total)) total[key] += each[key];
  return total;
}

function row(name, { killed, timedOut, survived, notCovered }) {
  const all = killed + timedOut + survived + notCovered;
  const score = all === 0 ? '–' : ((100 * (killed + timedOut)) / all).toFixed(1);
  return `| ${[name, all, killed, timedOut, survived, notCovered, score].join(' | ')} |`;
}

function lists(of) {
  return tallies
    .flatMap(({ files }) => files)
    .filter((each) => of(each).length > 0)
    .flatMap((each) => ['', `### ${each.file}`, '', ...of(each)]);
}
