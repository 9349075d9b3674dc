import { expect, test } from 'vitest';
import { isAtLeast, strongest } from './strength.ts';

test('the strongest findings are kept, in their order', () => {
  const findings = (['info', 'error', 'warning', 'approximated', 'error'] as const).map(
    (severity, number) => ({ severity, number }),
  );
  const kept = (most: number) => strongest(findings, most).map(({ number }) => number);
  expect(kept(5)).toEqual([0, 1, 2, 3, 4]);
  expect(kept(3)).toEqual([1, 3, 4]);
  expect(kept(1)).toEqual([1]);
  expect(kept(0)).toEqual([]);
});

test('an approximation is stronger than a warning', () => {
  expect(isAtLeast('approximated', 'warning')).toBe(true);
  expect(isAtLeast('warning', 'approximated')).toBe(false);
});
