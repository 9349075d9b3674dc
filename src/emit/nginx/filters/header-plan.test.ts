import { expect, test } from 'vitest';
import { changeHeaders, noHeaderChanges } from './header-plan.ts';

test('later filters work on what earlier ones left', () => {
  const value = (name: string, of: string): { name: string; value: string } => ({
    name,
    value: of,
  });
  const first = changeHeaders(noHeaderChanges, {
    set: [value('X-A', '1')],
    add: [value('X-B', '2'), value('x-b', '3')],
    remove: ['X-C'],
  });
  const both = changeHeaders(first, {
    set: [],
    add: [value('x-a', '4'), value('x-c', '5')],
    remove: ['X-B'],
  });
  expect([...both]).toEqual([
    ['x-c', { name: 'X-C', start: { kind: 'removed' }, added: ['5'] }],
    ['x-a', { name: 'X-A', start: { kind: 'replaced', value: '1' }, added: ['4'] }],
    ['x-b', { name: 'X-B', start: { kind: 'removed' }, added: [] }],
  ]);
});
