import { expect, test } from 'vitest';
import { isDnsLabel, isDnsSubdomain } from './object-names.ts';

// RFC 1123, as Kubernetes reads it.
test.each([
  ['a', true],
  ['a-1', true],
  ['0', true],
  ['a'.repeat(63), true],
  ['a'.repeat(64), false],
  ['', false],
  ['-a', false],
  ['a-', false],
  ['A', false],
  ['a.b', false],
  ['a b', false],
])('%s is a label: %s', (text, expected) => {
  expect(isDnsLabel(text)).toBe(expected);
});

test.each([
  ['a', true],
  ['a.b-c.d', true],
  [`${'a.'.repeat(126)}a`, true],
  [`${'a.'.repeat(126)}aa`, false],
  ['a..b', false],
  ['a.', false],
  ['a.-b', false],
  ['', false],
])('%s is a subdomain: %s', (text, expected) => {
  expect(isDnsSubdomain(text)).toBe(expected);
});
