import { expect, test } from 'vitest';
import { makeWatchMemory } from './memory.ts';

test('rounds share what they read, until most of it is about what is gone', () => {
  const memory = makeWatchMemory();
  const first = memory();
  for (const name of ['a', 'b', 'c', 'd', 'e'])
    first.reading.documents.yaml.set(name, { value: {}, isPlain: true });
  first.emitted.set('nginx a', { files: [], sourceMap: () => [] });
  expect(memory()).toBe(first);
  for (let edit = 0; edit < 15; edit++)
    first.emitted.set(`nginx ${String(edit)}`, { files: [], sourceMap: () => [] });
  expect(memory()).toBe(first);
  first.emitted.set('nginx b', { files: [], sourceMap: () => [] });
  expect(memory()).not.toBe(first);
});
