// node stringify.mjs FOLDER: prints every JSON file below, once it is in memory.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeStopwatch } from './stopwatch.mjs';

const { time, parts } = makeStopwatch();
const [folder] = process.argv.slice(2);
for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
  if (!path.endsWith('envoy.json')) continue;
  const value = time('read', () => JSON.parse(readFileSync(join(folder, path), 'utf8')));
  time('stringify', () => JSON.stringify(value));
}
process.stdout.write(JSON.stringify(parts));
