import { expect, test } from 'vitest';
import { spread, spreads } from './statistics.mjs';

test.each([
  { values: [7], min: 7, median: 7, max: 7 },
  { values: [3, 1], min: 1, median: 2, max: 3 },
  { values: [10, 9, 2], min: 2, median: 9, max: 10 },
  { values: [40, 10, 30, 20], min: 10, median: 25, max: 40 },
])('of $values', ({ values, ...expected }) => {
  expect(spread(values)).toEqual(expected);
});

test('nothing has no median', () => {
  expect(() => spread([])).toThrow(RangeError);
});

test('values keep their order', () => {
  const values = [3, 1, 2];
  spread(values);
  expect(values).toEqual([3, 1, 2]);
});

test('records are taken apart by name', () => {
  const found = spreads([{ parse: 4, emit: 1 }, { parse: 2 }]);
  expect([...found]).toEqual([
    ['parse', { min: 2, median: 3, max: 4 }],
    ['emit', { min: 1, median: 1, max: 1 }],
  ]);
});
