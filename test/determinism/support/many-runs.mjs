// Runs the built program with many command lines in one process, under whatever Node this is, and prints as JSON
// what became of each: { code, stdout, stderr }. node many-runs.mjs PROGRAM JOBS.json
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [, , program, list] = process.argv;
const { umask, jobs } = JSON.parse(readFileSync(list, 'utf8'));
process.umask(umask);
// Each run listens to the streams' errors.
for (const stream of [process.stdout, process.stderr]) stream.setMaxListeners(0);
process.setMaxListeners(0);

const require = createRequire(import.meta.url);
const write = process.stdout.write.bind(process.stdout);
const results = [];
for (const { args, cwd } of jobs) {
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'])
    process[name].write = (text) => {
      texts[name] += text;
      return true;
    };
  process.chdir(cwd);
  process.argv = [process.argv[0], program, ...args];
  // A module runs once, unless it is forgotten.
  delete require.cache[require.resolve(program)];
  await require(program).done;
  results.push({ code: process.exitCode ?? 0, ...texts });
}
process.exitCode = 0;
write(JSON.stringify(results));
