import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultOptions } from '../manifests/options.mjs';
import { writeManifests } from '../manifests/write.mjs';
import { runNode } from '../measure/run-node.mjs';
import { sizeOf } from './size-of.mjs';

/** @typedef {import('./workplace.mjs').Workplace} Workplace */

export const cachedName = 'compile, both, cached';
export const changedName = 'compile, both, cached, one file changed';

/**
 * @param {Workplace} workplace
 * @returns {boolean} whether this compiler has a cache
 */
export function hasCache({ bin, folder }) {
  return /^ +--cache\b/m.test(runNode([bin, 'compile', '--help'], folder).stdout);
}

/**
 * The command line with a cache that knows the input, or all of it but one file, another one in every run. Manifests are one
 * file for each route; the output folder is the one of the run before.
 *
 * @param {Workplace} workplace
 * @param {number} routes
 * @returns {import('../measure/turns.mjs').Subject[]}
 */
export function cachedSubjects(workplace, routes) {
  if (!hasCache(workplace)) return [];
  return [
    cachedSubject(workplace, routes, { name: cachedName, change: () => {} }),
    cachedSubject(workplace, routes, { name: changedName, change: changeFile }),
  ];
}

/**
 * @param {Workplace} workplace
 * @param {number} routes
 * @param {{ name: string, change: (folder: string, run: number) => void }} kind
 * @returns {import('../measure/turns.mjs').Subject}
 */
function cachedSubject({ bin, folder }, routes, { name, change }) {
  const place = join(folder, `${name.replaceAll(/\W+/g, '-')}-${routes}`);
  const [input, output, cache] = ['input', 'output', 'cache'].map((part) => join(place, part));
  const compile = () => runNode([bin, 'compile', input, '-o', output, '--cache', cache], folder);
  let run = 0;
  return {
    name,
    run: () => {
      if (run === 0) {
        writeManifests(input, defaultOptions(routes), 'split');
        compile();
      }
      change(input, run);
      run += 1;
      const { usage } = compile();
      return { usage, outputBytes: sizeOf(output), parts: {} };
    },
    drop: () => rmSync(place, { recursive: true, force: true }),
  };
}

/** Far apart, and coprime to the usual numbers of routes. */
const stride = 617;

/**
 * Gives the first path of a route another end.
 *
 * @param {string} folder
 * @param {number} run
 * @throws Error when the file has no path
 */
export function changeFile(folder, run) {
  const files = readdirSync(folder)
    .filter((name) => name.startsWith('route-'))
    .sort();
  const file = join(folder, files[(run * stride) % files.length]);
  const text = readFileSync(file, 'utf8');
  const changed = text.replace(/^( +value: \/[\w/-]+)$/m, `$1${run}`);
  if (changed === text) throw new Error(`${file} has no path to change`);
  writeFileSync(file, changed);
}
