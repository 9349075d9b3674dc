import { expect, test } from 'vitest';
import { takeTurns } from './turns.mjs';

test('subjects take turns, and each gets its own numbers', async () => {
  const order: string[] = [];
  const subject = (name: string, walls: readonly number[]) => {
    const left = [...walls];
    return {
      name,
      run: () => ({
        usage: { wall: left.shift() ?? NaN, cpu: 1, peakRss: 2 },
        outputBytes: 5,
        parts: { parse: walls.length },
      }),
    };
  };
  const measured = await takeTurns([subject('a', [1, 9, 5]), subject('b', [4, 4, 1])], 3, (name) =>
    order.push(name),
  );
  expect(order).toEqual(['a', 'b', 'a', 'b', 'a', 'b']);
  expect(measured.map(({ name, runs, wall }) => ({ name, runs, wall }))).toEqual([
    { name: 'a', runs: 3, wall: { min: 1, median: 5, max: 9 } },
    { name: 'b', runs: 3, wall: { min: 1, median: 4, max: 4 } },
  ]);
  expect(measured[0]).toMatchObject({ outputBytes: 5, peakRss: { min: 2, median: 2, max: 2 } });
  expect(measured[0]?.parts.get('parse')).toEqual({ min: 3, median: 3, max: 3 });
});

test('a slow subject has fewer runs', async () => {
  const sample = { usage: { wall: 1, cpu: 1, peakRss: 1 }, outputBytes: 0, parts: {} };
  const subjects = [
    { name: 'slow', run: () => sample, mostRuns: 1 },
    { name: 'fast', run: () => Promise.resolve(sample) },
  ];
  const measured = await takeTurns(subjects, 3, () => undefined);
  expect(measured.map(({ runs }) => runs)).toEqual([1, 3]);
});
