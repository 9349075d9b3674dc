import type { Match, PathMatch } from '../ir/index.ts';
import { literalHead } from './regex-head.ts';

// Each condition doubles the subsets; of matches with more, only the ends are looked at.
const mostConditions = 4;

export function pathKey({ kind, value }: PathMatch): string {
  return JSON.stringify([kind, value]);
}

/** Method and conditions of a match, without the path: equal ones have equal keys. */
export function conditionsKey(match: Match): string {
  const { method, headers, query } = match;
  if (headers.length === 0 && query.length === 0) return method ?? '';
  return [method ?? '', ...conditionKeys(match)].join('\n');
}

const noConditions: readonly string[] = [''];

/** Keys of conditions that take at least the same requests, the own ones first. */
export function widerConditions(match: Match): readonly string[] {
  const { headers, query } = match;
  if (headers.length === 0 && query.length === 0)
    return match.method === null ? noConditions : [match.method, ''];
  const methods = match.method === null ? [''] : [match.method, ''];
  const kept = subsets(conditionKeys(match));
  return methods.flatMap((one) => kept.map((each) => [one, ...each].join('\n')));
}

function conditionKeys({ headers, query }: Match): readonly string[] {
  return [
    ...headers.map(({ name, value }) => JSON.stringify(['header', name, value.kind, value.value])),
    ...query.map(({ name, value }) => JSON.stringify(['query', name, value.kind, value.value])),
  ].sort();
}

function subsets(all: readonly string[]): readonly (readonly string[])[] {
  if (all.length === 0) return [[]];
  if (all.length > mostConditions) return [all, []];
  const count = 1 << all.length;
  return Array.from({ length: count }, (_, mask) =>
    all.filter((__, bit) => (mask & (1 << bit)) === 0),
  );
}

/** Whether two matches take the same requests. */
export function sameMatch(a: Match, b: Match): boolean {
  const samePath = a.path.kind === b.path.kind && a.path.value === b.path.value;
  return samePath && conditionsKey(a) === conditionsKey(b);
}

/** Whether an expression that takes everything after `head` takes all paths of a match. */
export function startsWithHead({ kind, value }: PathMatch, head: string): boolean {
  const text = kind === 'regex' ? literalHead(value) : value;
  return text !== null && text.startsWith(head);
}
