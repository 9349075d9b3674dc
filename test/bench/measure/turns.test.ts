import { expect, test } from 'vitest';
import { takeTurns } from './turns.mjs';

test('subjects take turns, and each gets its own numbers', () => {
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
  const measured = takeTurns([subject('a', [1, 9, 5]), subject('b', [4, 4, 1])], 3, (name) =>
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
