import { describe, expect, test } from 'vitest';
import type { LabelExpression, LabelSelector } from '../model/index.ts';
import { invalidOperator, matchesSelector } from './label-selector.ts';

const labels = new Map([
  ['team', 'web'],
  ['tier', ''],
]);

describe('matchesSelector', () => {
  const cases: readonly [string, LabelSelector, boolean][] = [
    ['an empty selector', {}, true],
    ['a label that is there', { matchLabels: { team: 'web' } }, true],
    ['a label with another value', { matchLabels: { team: 'api' } }, false],
    ['an empty value is a value', { matchLabels: { tier: '' } }, true],
    ['a label that is missing', { matchLabels: { zone: 'a' } }, false],
    ['In', { matchExpressions: [{ key: 'team', operator: 'In', values: ['x', 'web'] }] }, true],
    ['In, absent', { matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] }, false],
    ['NotIn', { matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['web'] }] }, false],
    [
      'NotIn, absent',
      { matchExpressions: [{ key: 'zone', operator: 'NotIn', values: ['a'] }] },
      true,
    ],
    [
      'NotIn, another',
      { matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['x'] }] },
      true,
    ],
    ['NotIn, nothing', { matchExpressions: [{ key: 'team', operator: 'NotIn' }] }, false],
    ['In, another', { matchExpressions: [{ key: 'team', operator: 'In', values: ['x'] }] }, false],
    ['Exists, absent', { matchExpressions: [{ key: 'zone', operator: 'Exists' }] }, false],
    [
      'Exists with values',
      { matchExpressions: [{ key: 'tier', operator: 'Exists', values: ['x'] }] },
      false,
    ],
    ['DoesNotExist, absent', { matchExpressions: [{ key: 'a', operator: 'DoesNotExist' }] }, true],
    ['unknown, absent', { matchExpressions: [{ key: 'a', operator: 'Is' }] }, false],
    ['Exists', { matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, true],
    ['DoesNotExist', { matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] }, false],
    ['an unknown operator', { matchExpressions: [{ key: 'team', operator: 'Is' }] }, false],
    ['all parts must hold', { matchLabels: { team: 'web', zone: 'a' } }, false],
  ];
  test.each(cases)('%s', (_, selector, expected) => {
    expect(matchesSelector(selector, labels)).toBe(expected);
  });
});

test.each([
  [{ key: 'a', operator: 'In', values: [] }, 'In'],
  [{ key: 'a', operator: 'NotIn' }, 'NotIn'],
  [{ key: 'a', operator: 'Exists', values: ['x'] }, 'Exists'],
  [{ key: 'a', operator: 'exists' }, 'exists'],
  [{ key: 'a', operator: 'DoesNotExist' }, null],
  [{ key: 'a', operator: 'DoesNotExist', values: ['x'] }, 'DoesNotExist'],
  [{ key: 'a', operator: 'Exists' }, null],
  [{ key: 'a', operator: 'In', values: ['x'] }, null],
  [{ key: 'a', operator: 'NotIn', values: ['x'] }, null],
] satisfies [LabelExpression, string | null][])('%j is judged %j', (expression, operator) => {
  expect(invalidOperator(expression)).toBe(operator);
});
