import { expect, test } from 'vitest';
import { readArguments } from './arguments.mjs';

test.each([
  { argv: [], expected: { sizes: [1, 100, 1000, 5000, 10_000], runs: null, write: false } },
  { argv: ['--quick'], expected: { sizes: [1, 100, 1000], runs: 3, write: false } },
  {
    argv: ['--quick', '--sizes', '50,5,5', '--runs', '7', '--write'],
    expected: { sizes: [5, 50], runs: 7, write: true },
  },
])('$argv', ({ argv, expected }) => {
  expect(readArguments(argv, {})).toMatchObject(expected);
});

test.each([
  ['--sizes', '0'],
  ['--sizes', '1,,2'],
  ['--runs', 'x'],
  ['--seconds', '-1'],
  ['--fast'],
])('refuses %s %s', (...argv) => {
  expect(() => readArguments(argv, {})).toThrow();
});

test('peers come from options, else from the environment', () => {
  const { peers } = readArguments(['--egctl', '/a/egctl'], { EGCTL: '/b', KUBECONFORM: '/c' });
  expect(peers).toEqual({ egctl: '/a/egctl', kubeconform: '/c', egctlMost: 1000 });
});

test('the data plane has sizes of its own', () => {
  const found = readArguments(['--data-plane', '--seconds', '2', '--proxies', 'envoy'], {});
  expect(found).toMatchObject({
    dataPlane: true,
    sizes: [10, 1000, 10_000],
    seconds: 2,
    proxies: ['envoy'],
  });
});
