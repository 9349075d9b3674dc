import { expect, test } from 'vitest';
import { readArguments } from './arguments.mjs';

test.each([
  { argv: [], expected: { sizes: [1, 100, 1000, 5000, 10_000], runs: null, write: false } },
  { argv: ['--quick'], expected: { sizes: [1, 100, 1000], runs: 3, write: false } },
  {
    argv: ['--quick', '--sizes', '50,5,5', '--runs', '7', '--write'],
    expected: { sizes: [5, 50], runs: 7, write: true },
  },
])('$argv', ({ argv, expected }) => {
  expect(readArguments(argv)).toEqual(expected);
});

test.each([['--sizes', '0'], ['--sizes', '1,,2'], ['--runs', 'x'], ['--fast']])(
  'refuses %s %s',
  (...argv) => {
    expect(() => readArguments(argv)).toThrow();
  },
);
