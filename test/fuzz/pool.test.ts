import path from 'node:path';
import { expect, test } from 'vitest';
import { judgeSeries } from './pool.ts';
import type { Failure } from './worker.ts';

test('a mutant that hangs or ends its process is found, and all others are judged', async () => {
  const judged: number[] = [];
  const lost: Failure[] = [];
  await judgeSeries(
    {
      seed: 7,
      from: 0,
      to: 10,
      processes: 1,
      program: path.join(import.meta.dirname, 'testing/failing-worker.ts'),
      hangLimitMs: 1000,
    },
    { done: (_, { accepted }) => judged.push(...accepted), lost: (failure) => lost.push(failure) },
  );
  expect(judged.sort()).toEqual([0, 1, 2, 4, 6, 7, 8, 9]);
  expect(lost).toEqual([
    { seed: 7, index: 3, problem: 'hang' },
    { seed: 7, index: 5, problem: expect.stringMatching(/^crash/) as string },
  ]);
});
