import { expect, test } from 'vitest';
import { createDigests } from './digests.ts';
import { createValueIds } from './value-ids.ts';

test('a digest does not depend on the others', () => {
  const alone = createDigests();
  const crowded = createDigests();
  for (let n = 0; n < 100; n++) crowded(`other ${String(n)}`);
  expect(crowded('key')).toBe(alone('key'));
  expect(alone('key')).toMatch(/^[0-9a-f]{10}$/);
});

test('values keep their ids when others come before them', () => {
  const one = createValueIds();
  const other = createValueIds();
  other.idOf('Another');
  expect(one.idOf('A Value')).toBe(other.idOf('A Value'));
  expect(one.idOf('plain-1.0')).toBe('plain-1.0');
});
