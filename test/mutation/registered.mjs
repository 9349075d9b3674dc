// What test files get as `vitest` when they run within Stryker: it keeps what they declare instead of running it.
// Expectations are Vitest's own.
import { format } from 'node:util';

export { expect } from 'vitest';

/**
 * @typedef {object} Case
 * @property {string} file
 * @property {() => unknown} run
 */

/** @type {Map<string, Case>} */
let cases = new Map();
let around = { title: '', before: [] };
let file = '';

/** Tests that are declared from now on stand in this file. */
export function declareIn(name) {
  file = name;
}

/** All cases by name. */
export function takeCases() {
  const taken = cases;
  cases = new Map();
  return taken;
}

export function test(title, ...rest) {
  const run = rest.find((each) => typeof each === 'function');
  const { title: outer, before } = around;
  const first = once(before);
  cases.set(nameOf(`${file} > ${outer}${title}`), { file, run: () => first(run) });
}
test.each = (rows) => (title, run) => eachOf(rows, title, run, test);
export const it = test;

export function describe(title, declare) {
  const outer = around;
  around = { title: `${outer.title}${title} > `, before: [...outer.before] };
  declare();
  around = outer;
}
describe.each = (rows) => (title, declare) => eachOf(rows, title, declare, describe);

export function beforeAll(prepare) {
  around.before.push(prepare);
}

/** Several tests may have one name; the incremental mode wants those of the others to stay when one is added. */
function nameOf(title) {
  for (let nth = 1; ; nth++) {
    const name = nth === 1 ? title : `${title} (${nth})`;
    if (!cases.has(name)) return name;
  }
}

function once(before) {
  return async (run) => {
    for (const prepare of before) await prepare();
    return run();
  };
}

function eachOf(rows, title, body, declare) {
  for (const row of rows) {
    const values = Array.isArray(row) ? row : [row];
    const named = values.slice(0, title.split('%').length - 1);
    declare(format(title, ...named), () => body(...values));
  }
}
