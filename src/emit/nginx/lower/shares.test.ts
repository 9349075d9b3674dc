import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SHARES, sharesAreExact, sharesOf } from './split.ts';
import { splitWeights } from '../../../target/weights.ts';

test.each([
  [
    [1, 1],
    [5000, 5000],
  ],
  [
    [9, 1],
    [9000, 1000],
  ],
  [
    [1, 2],
    [3333, 6667],
  ],
  [
    [1, 1_000_000],
    [1, 9999],
  ],
])('weights %j become shares %j', (weights, shares) => {
  expect(sharesOf(weights)).toEqual(shares);
});

test('shares are positive and add up', () => {
  const weights = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 16 });
  fc.assert(
    fc.property(weights, (each) => {
      const shares = sharesOf(each);
      expect(Math.min(...shares)).toBeGreaterThan(0);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(SHARES);
    }),
  );
});

test.each([
  [[1, 3], true],
  [[1, 2], false],
])('shares for %j are exact: %s', (weights, exact) => {
  expect(sharesAreExact(weights)).toBe(exact);
});

test.each([
  [
    [
      { weight: 3, parts: 1 },
      { weight: 1, parts: 1 },
    ],
    [3, 1],
  ],
  [
    [
      { weight: 1, parts: 3 },
      { weight: 1, parts: 1 },
    ],
    [1, 3],
  ],
  [
    [
      { weight: 50, parts: 2 },
      { weight: 50, parts: 2 },
    ],
    [1, 1],
  ],
])('%j splits into %j', (backends, weights) => {
  expect(splitWeights(backends)).toEqual(weights);
});

test('numbers that grow too large are given up', () => {
  const primes = [97, 89, 83, 79, 73, 71].map((parts) => ({ weight: 1, parts }));
  expect(splitWeights(primes)).toBeNull();
});
