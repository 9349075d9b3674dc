// node parse-yaml.mjs FILE: the package `yaml` alone, document by document to spare memory.
import { readFileSync } from 'node:fs';
import { Composer, Parser } from 'yaml';
import { makeStopwatch } from './stopwatch.mjs';

const { time, parts } = makeStopwatch();
const text = time('read', () => readFileSync(process.argv[2], 'utf8'));
time('parse', () => {
  for (const document of new Composer().compose(new Parser().parse(text))) document.toJS();
});
process.stdout.write(JSON.stringify(parts));
