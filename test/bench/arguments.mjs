import { parseArgs } from 'node:util';

export const usage = `usage: npm run bench -- [options]

  --sizes N,N,...     numbers of HTTPRoutes (default: 1,100,1000,5000,10000; of the data plane: 10,1000,10000)
  --runs N            runs of everything at every size (default: more for small sizes)
  --quick             1,100,1000 routes, three runs
  --write             keep the results in test/bench/results, and write BENCHMARKS.md from all that are kept
  --egctl PATH        Envoy Gateway's egctl (default: $EGCTL, else the one on PATH, else left out)
  --kubeconform PATH  kubeconform (default: $KUBECONFORM, else the one on PATH, else left out)
  --egctl-most N      largest number of routes that egctl translates (default: 1000, which takes it over a minute)

  --data-plane        measure the proxies instead of the compiler
  --seconds N         of one load on a proxy (default: 5)
  --proxies NAME,...  (default: nginx-1.28,envoy)
`;

/**
 * @typedef {object} BenchArguments
 * @property {boolean} dataPlane - the proxies instead of the compiler
 * @property {readonly number[]} sizes - numbers of HTTPRoutes, ascending
 * @property {number | null} runs - null for a number that suits the size
 * @property {boolean} write
 * @property {{ egctl: string | null, kubeconform: string | null, egctlMost: number }} peers - null: look on PATH
 * @property {number} seconds
 * @property {readonly string[]} proxies
 */

/**
 * @param {readonly string[]} argv
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {BenchArguments}
 * @throws Error with a message for the user when they are wrong
 */
export function readArguments(argv, env) {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      sizes: { type: 'string' },
      runs: { type: 'string' },
      quick: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      egctl: { type: 'string' },
      kubeconform: { type: 'string' },
      'egctl-most': { type: 'string', default: '1000' },
      'data-plane': { type: 'boolean', default: false },
      seconds: { type: 'string', default: '5' },
      proxies: { type: 'string', default: 'nginx-1.28,envoy' },
    },
  });
  const { quick, write, 'data-plane': dataPlane } = values;
  const all = dataPlane ? '10,1000,10000' : '1,100,1000,5000,10000';
  const sizes = (values.sizes ?? (quick && !dataPlane ? '1,100,1000' : all)).split(',');
  const runs = values.runs ?? (quick ? '3' : null);
  return {
    dataPlane,
    sizes: [...new Set(sizes.map(positive))].sort((a, b) => a - b),
    runs: runs === null ? null : positive(runs),
    write,
    peers: {
      egctl: values.egctl ?? env['EGCTL'] ?? null,
      kubeconform: values.kubeconform ?? env['KUBECONFORM'] ?? null,
      egctlMost: positive(values['egctl-most']),
    },
    seconds: positive(values.seconds),
    proxies: values.proxies.split(','),
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
