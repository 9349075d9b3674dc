import { expect, test } from 'vitest';
import { compareResults, summarise } from './results.mjs';

test('tests are listed by what came of them', () => {
  const tests = [
    { name: 'B', result: 'pass' },
    { name: 'A', result: 'pass' },
    { name: 'C', result: 'fail' },
  ];
  expect(summarise({ tests })).toEqual({ pass: ['A', 'B'], fail: ['C'], skip: [] });
});

test.each([
  ['still passes', { pass: ['A'] }, []],
  ['fails', { pass: [], fail: ['A'] }, ['A']],
  ['is skipped', { pass: [], skip: ['A'] }, ['A']],
  ['is gone', { pass: ['B'] }, ['A']],
])('a test that passed and %s', (_, now, lost) => {
  expect(compareResults({ pass: ['A'] }, now)).toEqual(lost);
});

test('a test that failed and passes now is no loss', () => {
  expect(compareResults({ pass: [], fail: ['A'] }, { pass: ['A'] })).toEqual([]);
});
