import { describe, expect, test } from 'vitest';
import { isAmbiguous } from './ambiguity.ts';
import { losesDigits, readPlainScalar, type ScalarValue } from './go-scalar.ts';

// Each reading was taken from sigs.k8s.io/yaml 1.6.0.
const readings: readonly (readonly [string, ScalarValue, 'same' | 'ambiguous'])[] = [
  ['', null, 'same'],
  ['~', null, 'same'],
  ['Null', null, 'same'],
  ['true', true, 'same'],
  ['FALSE', false, 'same'],
  ['tRUE', 'tRUE', 'same'],
  ['yes', true, 'ambiguous'],
  ['y', true, 'ambiguous'],
  ['N', false, 'ambiguous'],
  ['Off', false, 'ambiguous'],
  ['yEs', 'yEs', 'same'],
  ['0', 0, 'same'],
  ['-0', 0, 'same'],
  ['+80', 80, 'same'],
  ['8080', 8080, 'same'],
  ['010', 8, 'ambiguous'],
  ['-010', -8, 'ambiguous'],
  ['08', 8, 'ambiguous'],
  ['0o10', 8, 'ambiguous'],
  ['0O10', 8, 'ambiguous'],
  ['0x1F', 31, 'same'],
  ['0X1F', 31, 'ambiguous'],
  ['0b11', 3, 'ambiguous'],
  ['1_000', 1000, 'ambiguous'],
  ['0x', '0x', 'same'],
  ['1.5', 1.5, 'same'],
  ['.5', 0.5, 'same'],
  ['1.', 1, 'same'],
  ['-0.0', 0, 'same'],
  ['1e3', 1000, 'ambiguous'],
  ['1e400', '1e400', 'ambiguous'],
  ['.', '.', 'same'],
  ['+', '+', 'same'],
  ['-', '-', 'same'],
  ['1:30', '1:30', 'ambiguous'],
  ['00:11:22:33:44:55', '00:11:22:33:44:55', 'same'],
  ['8080:80', '8080:80', 'same'],
  ['2026-01-01', '2026-01-01', 'same'],
  ['1.2.3', '1.2.3', 'same'],
  ['10.0.0.1', '10.0.0.1', 'same'],
  ['10s', '10s', 'same'],
  ['18446744073709551616', 2 ** 64, 'same'],
  ['0xffffffffffffffffff', '0xffffffffffffffffff', 'ambiguous'],
  ['example.com', 'example.com', 'same'],
];

describe('readPlainScalar', () => {
  test.each(readings)('%j is %j', (text, value) => {
    expect(readPlainScalar(text)).toBe(value);
  });

  test.each([
    ['.inf', Infinity],
    ['-.INF', -Infinity],
    ['.nan', NaN],
  ])('%s is not finite', (text, value) => {
    expect(readPlainScalar(text)).toBe(value);
  });
});

test.each(readings)('isAmbiguous: %j, read as %j: %s', (text, value, expected) => {
  expect(isAmbiguous(text, value) ? 'ambiguous' : 'same').toBe(expected);
});

test.each([
  ['9007199254740991', false],
  ['9007199254740993', true],
  ['1e300', false],
])('losesDigits: %s: %s', (text, expected) => {
  expect(losesDigits(text, Number(text))).toBe(expected);
});
