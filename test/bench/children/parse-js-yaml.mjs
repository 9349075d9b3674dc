// node parse-js-yaml.mjs FILE: js-yaml alone.
import { readFileSync } from 'node:fs';
import { loadAll } from 'js-yaml';
import { makeStopwatch } from './stopwatch.mjs';

const { time, parts } = makeStopwatch();
const text = time('read', () => readFileSync(process.argv[2], 'utf8'));
time('parse', () => loadAll(text));
process.stdout.write(JSON.stringify(parts));
