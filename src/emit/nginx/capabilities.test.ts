import { describe, expect, test } from 'vitest';
import { testOptions, to } from '../../../test/support/ir.ts';
import type { FeatureId, FeaturePayloads } from '../../target/feature.ts';
import type { TargetOptions } from '../../target/options.ts';
import { capabilities } from './capabilities.ts';

function level<F extends FeatureId>(feature: F, payload: FeaturePayloads[F], minor = 28): string {
  const options: TargetOptions = { ...testOptions, nginxVersion: { major: 1, minor, patch: 0 } };
  return capabilities[feature].judge(payload, options).level;
}

describe('paths', () => {
  test.each([
    ['/ok', 'exact'],
    ['/a%2Fb', 'unsupported'],
    [`/${'x'.repeat(5000)}`, 'unsupported'],
  ])('%s', (value, expected) => {
    expect(level('HTTPRoutePathExact', { match: { kind: 'exact', value } })).toBe(expected);
  });

  test.each([
    ['/v[0-9]+', 'approximated'],
    ['(?=x)', 'unsupported'],
    ['\\p{Greek}', 'unsupported'],
    ['a)|(?:.*', 'unsupported'],
  ])('~ %s', (value, expected) => {
    const match = { kind: 'regex', value } as const;
    expect(level('HTTPRoutePathRegularExpression', { match })).toBe(expected);
  });
});

describe('headers', () => {
  test.each([
    ['version', 'v1', 28, 'exact'],
    ['version', 'v1', 22, 'approximated'],
    ['x_y', 'v1', 28, 'unsupported'],
    ['x.y', 'v1', 28, 'unsupported'],
    ['version', 'a\nb', 28, 'unsupported'],
    ['version', 'x'.repeat(4080), 28, 'unsupported'],
  ])('matching %s, case %#', (name, value, minor, expected) => {
    const match = { name, value: { kind: 'exact', value } } as const;
    expect(level('HTTPRouteHeaderMatching', { match }, minor)).toBe(expected);
  });

  test.each([
    ['X-Y', 'v', 'exact'],
    ['Content-Length', '1', 'unsupported'],
    ['transfer-encoding', 'chunked', 'unsupported'],
    ['X Y', 'v', 'unsupported'],
    ['X-Y', 'a\r\nb', 'unsupported'],
  ])('setting %s: %j', (name, value, expected) => {
    const changes = { set: [{ name, value }], add: [], remove: [] };
    expect(level('HTTPRouteRequestHeaderModification', { changes })).toBe(expected);
  });

  test('appending loses lines before 1.23', () => {
    const changes = { set: [], add: [{ name: 'X-Y', value: 'v' }], remove: [] };
    expect(level('HTTPRouteRequestHeaderModification', { changes }, 22)).toBe('approximated');
    expect(level('HTTPRouteRequestHeaderModification', { changes }, 28)).toBe('exact');
  });

  test.each(['Server', 'Date', 'Connection'])('%s of a response stays', (name) => {
    const changes = { set: [], add: [], remove: [name] };
    expect(level('HTTPRouteResponseHeaderModification', { changes })).toBe('unsupported');
  });
});

test.each([
  ['GET', 'exact'],
  ['TRACE', 'unsupported'],
  ['CONNECT', 'unsupported'],
])('method %s', (method, expected) => {
  expect(level('HTTPRouteMethodMatching', { method })).toBe(expected);
});

test.each([
  [[to('unresolved', 1), to('unresolved', 1)], 'exact'],
  [[to('unresolved', 1), to('unresolved', 2)], 'approximated'],
  [[to('unresolved', 1), to('unresolved', 0)], 'exact'],
])('weights', (backends, expected) => {
  expect(level('HTTPRouteWeight', { backends })).toBe(expected);
});
