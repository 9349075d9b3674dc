import { expect, test } from 'vitest';
import { secondsUpTo } from './retry-within.ts';

test.each([0, 1, 62, 99, 100, 437, 999, 1000, 1001, 9999, 10_000, 15_750, 120_305])(
  'seconds up to %i ms',
  (limit) => {
    const pattern = new RegExp(`^(?:${secondsUpTo(limit)})$`);
    const around = [0, 1, 9, 10, 99, 100, 999, 1000, 9999, 10_000, 99_999, 100_000, 1_000_000];
    for (const milliseconds of [...around, limit - 1, limit, limit + 1, limit * 10]) {
      if (milliseconds < 0) continue;
      expect([milliseconds, pattern.test((milliseconds / 1000).toFixed(3))]).toEqual([
        milliseconds,
        milliseconds <= limit,
      ]);
    }
  },
);
