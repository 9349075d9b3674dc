import { expect, test } from 'vitest';
import type { RuleId } from '../../../ir/index.ts';
import type { Origin } from '../../../source/place.ts';
import { variable } from '../quote.ts';
import { decisive, type Candidate } from './candidates.ts';

const condition = { variable: variable('gw_a'), expected: '1' };
const candidate = (rule: string, conditions: Candidate['conditions']): Candidate => ({
  index: 0,
  rule: rule as RuleId,
  scope: 'location',
  conditions,
  origin: {} as Origin,
});
const some = (rule: string) => candidate(rule, [condition]);
const all = (rule: string) => candidate(rule, []);
const rulesOf = (...items: readonly Candidate[]) =>
  decisive({ items, next: null }).map(({ rule, conditions }) => `${rule} ${conditions.length}`);

test('tests before a certain candidate of the same rule are left out', () => {
  expect(rulesOf(some('a'), some('a'), all('a'))).toEqual(['a 0']);
  expect(rulesOf(some('a'), some('b'), some('a'), all('a'))).toEqual(['a 1', 'b 1', 'a 0']);
});

test('all others decide', () => {
  expect(rulesOf()).toEqual([]);
  expect(rulesOf(some('a'), some('a'))).toEqual(['a 1', 'a 1']);
  expect(rulesOf(some('a'), all('b'))).toEqual(['a 1', 'b 0']);
});
