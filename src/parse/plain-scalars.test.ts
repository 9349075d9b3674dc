import { describe, expect, test } from 'vitest';
import { readPlainScalar } from './plain-scalars.ts';

describe('means the same to everyone', () => {
  test.each([
    ['true', true],
    ['FALSE', false],
    ['null', null],
    ['~', null],
    ['', null],
    ['0', 0],
    ['-17', -17],
    ['+5', 5],
    ['80.0', 80],
    ['1e3', 1000],
    ['.5', 0.5],
    ['tRuE', 'tRuE'],
    ['yesterday', 'yesterday'],
    ['1.2.3', '1.2.3'],
    ['10.0.0.1', '10.0.0.1'],
    ['2026-11-23', '2026-11-23'],
    ['-', '-'],
    ['1d', '1d'],
    ['0x', '0x'],
    ['08', 8],
  ])('%s', (text, value) => {
    expect(readPlainScalar(text)).toEqual({ kind: 'value', value, ambiguous: false });
  });
});

describe('means something else to other tools', () => {
  test.each([
    ['yes', true],
    ['Off', false],
    ['y', true],
    ['N', false],
    ['010', 8],
    ['0o10', 8],
    ['0x50', 80],
    ['0b11', 3],
    ['1_000', 1000],
    ['8_0.5', 80.5],
    ['1:30', '1:30'],
    ['-0x10', -16],
    ['9007199254740993', 9007199254740992],
    ['1e400', '1e400'],
  ])('%s is %j to Kubernetes', (text, value) => {
    expect(readPlainScalar(text)).toEqual({ kind: 'value', value, ambiguous: true });
  });
});

test.each(['.inf', '-.Inf', '+.INF', '.nan', '.NaN'])('%s is refused', (text) => {
  expect(readPlainScalar(text).kind).toBe('refused');
});
