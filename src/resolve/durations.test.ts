import { expect, test } from 'vitest';
import { parseDuration } from './durations.ts';

test.each([
  ['0s', 0],
  ['0h0m0s0ms', 0],
  ['1s', 1000],
  ['500ms', 500],
  ['1m30s', 90_000],
  ['1h2m3s4ms', 3_723_004],
  ['99999h', 359_996_400_000],
])('%s is %d ms', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});

test.each(['', '1', 's', '1d', '1.5s', '-1s', '1s ', '100000s', '1s1s1s1s1s', '1µs'])(
  '%j is no GEP-2257 duration',
  (text) => {
    expect(parseDuration(text)).toBeNull();
  },
);
