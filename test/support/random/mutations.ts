import type { Random } from './random.ts';
import { paths } from './words.ts';

export const noiseQueries = [
  ...['', '', '', '', '', '?', '?q=1', '?q=x&q=1', '?q', '?z=1&q=x', '?q=%31', '?Q=1', '?a=/../b'],
  ...['?q=a%20b', '?x=%2f%5c', '?a?b', '?q=1&', '?&q=1'],
] as const;

/** Paths that are strange on their own. */
const strange = [
  ...[
    '//a',
    '/a/..;/b',
    '/x/..',
    '/../a',
    '/a%00',
    '/a%zz',
    '/a%',
    '/a"b',
    '/a|b',
    '/a[b]',
    '/a{b}',
    '/a^b',
    '/a`b',
  ],
  ...[
    '/%',
    '/a%2',
    '/a//../b',
    '/a/b//',
    '/a/...',
    '/a$b',
    '/~a',
    '/a%7f',
    '/a%0a',
    '/%2e',
    '/%2e%2e/a',
  ],
  ...['/.', '/..', '/a/.', '/a/..', '/./a', '/a%25b', '/a%252fb', '/caf%c3%a9', '/a%c3', '/a<b>'],
] as const;

type Change = (path: string, random: Random) => string;

const changes: readonly Change[] = [
  (path, random) => between(path, random, '/'),
  (path, random) => between(path, random, '/.'),
  (path, random) => between(path, random, '/x/..'),
  (path, random) => between(path, random, '/%2e%2e'),
  (path, random) => between(path, random, '/..;v=1'),
  (path) => `${path}/..`,
  (path) => `${path}/.`,
  (path) => `${path}/`,
  (path) => `${path};v=1`,
  (path) => path.replace(/\/(?=[^/]*$)/, '\\'),
  (path) => path.replace(/\/(?=[^/]*$)/, '%2f'),
  (path) => path.replace(/\/(?=[^/]*$)/, '/%5C'),
  encoded,
  encoded,
  (path) => path.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
  (path) => path.replace(/%20/g, '+'),
  (path) => `${path}%20`,
  (path) => path.toUpperCase(),
  (_, random) => random.pick(strange),
  (_, random) => random.pick(strange),
  (_, random) => random.pick(paths),
];

/** The path, spelled in another way or changed a little. */
export function mutatedPath(random: Random, path: string): string {
  const once = random.pick(changes)(path, random);
  const changed = random.chance(15) ? random.pick(changes)(once, random) : once;
  return changed.startsWith('/') ? changed : `/${changed}`;
}

function between(path: string, random: Random, what: string): string {
  const slashes = [...path.matchAll(/\//g)].map(({ index }) => index);
  const at = random.pick(slashes.length === 0 ? [0] : slashes);
  return path.slice(0, at) + what + path.slice(at);
}

/** One character becomes an escape. */
function encoded(path: string, random: Random): string {
  const places = [...path.matchAll(/[A-Za-z0-9.~;+',:@=_-](?![0-9A-Fa-f]?%)/g)]
    .map(({ index }) => index)
    .filter((index) => !/%[0-9A-Fa-f]?$/.test(path.slice(0, index)));
  if (places.length === 0) return path;
  const at = random.pick(places);
  const code = path.charCodeAt(at).toString(16).toUpperCase().padStart(2, '0');
  return `${path.slice(0, at)}%${code}${path.slice(at + 1)}`;
}
