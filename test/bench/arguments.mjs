import { parseArgs } from 'node:util';

export const usage = `usage: npm run bench -- [options]

  --sizes N,N,...  numbers of HTTPRoutes (default: 1,100,1000,5000,10000)
  --runs N         runs of everything at every size (default: more for small sizes)
  --quick          1,100,1000 routes, three runs
  --write          write the report to BENCHMARKS.md as well
`;

/**
 * @typedef {object} BenchArguments
 * @property {readonly number[]} sizes - numbers of HTTPRoutes, ascending
 * @property {number | null} runs - null for a number that suits the size
 * @property {boolean} write
 */

/**
 * @param {readonly string[]} argv
 * @returns {BenchArguments}
 * @throws Error with a message for the user when they are wrong
 */
export function readArguments(argv) {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      sizes: { type: 'string' },
      runs: { type: 'string' },
      quick: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  const { quick, write } = values;
  const sizes = (values.sizes ?? (quick ? '1,100,1000' : '1,100,1000,5000,10000')).split(',');
  const runs = values.runs ?? (quick ? '3' : null);
  return {
    sizes: [...new Set(sizes.map(positive))].sort((a, b) => a - b),
    runs: runs === null ? null : positive(runs),
    write,
  };
}

/**
 * @param {number} routes
 * @returns {number} runs that give a steady median in bearable time
 */
export function runsFor(routes) {
  if (routes <= 10) return 15;
  if (routes <= 100) return 9;
  return routes <= 1000 ? 5 : 3;
}

/**
 * @param {string} text
 * @returns {number}
 */
function positive(text) {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new Error(`not a number from 1 to 999999: ${text}`);
  return Number(text);
}
