import { expect, test } from 'vitest';
import type { HeaderChanges } from '../ir/index.ts';
import { changeHeaders, noHeaderChanges } from './header-plan.ts';

const none: HeaderChanges = { set: [], add: [], remove: [] };

test('one filter removes, then sets, then adds, whatever the case of names', () => {
  const plan = changeHeaders(noHeaderChanges, {
    remove: ['x-a', 'x-b'],
    set: [{ name: 'X-A', value: '1' }],
    add: [
      { name: 'x-A', value: '2' },
      { name: 'x-c', value: '3' },
    ],
  });
  expect([...plan]).toEqual([
    ['x-a', { name: 'x-a', start: { kind: 'replaced', value: '1' }, added: ['2'] }],
    ['x-b', { name: 'x-b', start: { kind: 'removed' }, added: [] }],
    ['x-c', { name: 'x-c', start: { kind: 'kept' }, added: ['3'] }],
  ]);
});

test('a later filter has the last word', () => {
  const first = changeHeaders(noHeaderChanges, { ...none, add: [{ name: 'x', value: '1' }] });
  const set = changeHeaders(first, { ...none, set: [{ name: 'x', value: '2' }] });
  expect(set.get('x')).toMatchObject({ start: { kind: 'replaced', value: '2' }, added: [] });
  expect(changeHeaders(set, { ...none, remove: ['X'] }).get('x')?.start.kind).toBe('removed');
  expect(first.get('x')?.added).toEqual(['1']);
});
