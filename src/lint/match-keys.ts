import type { Match, PathMatch } from '../ir/index.ts';
import { literalHead } from './regex-head.ts';

/** What is looked up to find an earlier match that takes all requests of a later one. */
export interface MatchKeys {
  /** The match itself: equal matches have equal keys. */
  readonly own: string;
  /** Keys of matches that take at least the same requests, the own one aside. */
  readonly wider: readonly string[];
  readonly path: PathMatch;
  /** Method and conditions of the own match and of wider ones, without the path. */
  readonly conditions: readonly string[];
}

// Each condition doubles the subsets; of matches with more, only the ends are looked at.
const mostConditions = 4;

/** Total, and bounded by the number of the path's elements. */
export function matchKeys(match: Match): MatchKeys {
  const conditions = conditionKeys(match);
  const [full = ''] = conditions;
  const own = keyOf(pathKey(match.path), full);
  const paths = [pathKey(match.path), ...widerPaths(match.path)];
  const wider = paths.flatMap((path) => conditions.map((each) => keyOf(path, each)));
  return { own, wider: wider.filter((key) => key !== own), path: match.path, conditions };
}

export function keyOf(path: string, conditions: string): string {
  return `${path}\n${conditions}`;
}

export function pathKey({ kind, value }: PathMatch): string {
  return JSON.stringify([kind, value]);
}

/** A prefix takes the paths of its elements and all below them. */
function widerPaths({ kind, value }: PathMatch): readonly string[] {
  const root = pathKey({ kind: 'prefix', value: '/' });
  if (kind === 'regex') return [root];
  const found = kind === 'exact' ? [pathKey({ kind: 'prefix', value })] : [];
  for (let at = value.lastIndexOf('/'); at > 0; at = value.lastIndexOf('/', at - 1))
    found.push(pathKey({ kind: 'prefix', value: value.slice(0, at) }));
  return [...found, root];
}

/** The own conditions first. */
function conditionKeys({ method, headers, query }: Match): readonly string[] {
  const all = [
    ...headers.map(({ name, value }) => JSON.stringify(['header', name, value.kind, value.value])),
    ...query.map(({ name, value }) => JSON.stringify(['query', name, value.kind, value.value])),
  ].sort();
  const methods = method === null ? [''] : [method, ''];
  return methods.flatMap((one) => subsets(all).map((each) => [one, ...each].join('\n')));
}

function subsets(all: readonly string[]): readonly (readonly string[])[] {
  if (all.length === 0) return [[]];
  if (all.length > mostConditions) return [all, []];
  const count = 1 << all.length;
  return Array.from({ length: count }, (_, mask) =>
    all.filter((__, bit) => (mask & (1 << bit)) === 0),
  );
}

/** Whether an expression that takes everything after `head` takes all paths of a match. */
export function startsWithHead({ kind, value }: PathMatch, head: string): boolean {
  const text = kind === 'regex' ? literalHead(value) : value;
  return text !== null && text.startsWith(head);
}
