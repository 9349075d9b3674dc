import { describe, expect, test } from 'vitest';
import { pointersOf, replaced } from '../../../../test/support/envoy/json-pointer.ts';
import { invariantMutants } from '../../../../test/support/envoy/mutants/invariant.ts';
import { newerMutants } from '../../../../test/support/envoy/mutants/newer.ts';
import { protoMutants } from '../../../../test/support/envoy/mutants/proto.ts';
import { validBootstrap } from '../../../../test/support/envoy/valid-bootstrap.ts';
import { descriptorTexts } from '../generated/descriptor.js';
import { makeBootstrapCheck } from './check-bootstrap.ts';
import { finder } from './descriptor.ts';
import { makeVerifier } from './verify.ts';

const verify = makeVerifier(finder(descriptorTexts));
const checkBootstrap = makeBootstrapCheck(finder(descriptorTexts));
const reservedClusters = new Set(['invalid']);
const bootstrap = 'envoy.config.bootstrap.v3.Bootstrap';

test.each(['1.36', '1.40.0'])('a valid bootstrap has no problems on Envoy %s', (envoyVersion) => {
  expect(checkBootstrap(validBootstrap, { reservedClusters, envoyVersion })).toEqual([]);
});

describe('the protos refuse', () => {
  test.each(protoMutants)('$what', ({ at, value, found = at, message }) => {
    const problems = verify(bootstrap, replaced(validBootstrap, at, value));
    expect(problems).toContainEqual({ pointer: found, message });
    // No mistake drowns in its consequences.
    expect(problems.length).toBeLessThanOrEqual(2);
  });
});

describe('the invariants refuse', () => {
  test.each(invariantMutants)('$what', ({ at, value, found = at, message }) => {
    const mutant = replaced(validBootstrap, at, value);
    expect(verify(bootstrap, mutant)).toEqual([]);
    expect(checkBootstrap(mutant, { reservedClusters })).toContainEqual({
      pointer: found,
      message,
    });
  });
});

describe('older versions refuse', () => {
  test.each(newerMutants)('$what', ({ at, value, found = at, message }) => {
    const mutant = replaced(validBootstrap, at, value);
    const check = (envoyVersion: string) =>
      checkBootstrap(mutant, { reservedClusters, envoyVersion });
    expect(check('1.40.0')).toEqual([]);
    expect(check('1.36.2')).toEqual([{ pointer: found, message }]);
  });
});

test('a version that is none does not switch the floor off', () => {
  expect(() => verify(bootstrap, validBootstrap, { envoyVersion: 'latest' })).toThrow(RangeError);
});

test('a reserved cluster is refused when it is not reserved', () => {
  const problems = checkBootstrap(validBootstrap, { reservedClusters: new Set() });
  expect(problems.map(({ message }) => message)).toEqual(['no cluster has the name invalid']);
});

test.each([null, 7, 'text', [], true])('the bootstrap %j is refused', (value) => {
  expect(verify(bootstrap, value)).toHaveLength(1);
});

test('names of Object.prototype are no fields, messages or enum values', () => {
  for (const key of ['constructor', 'toString', '__proto__']) {
    const value = JSON.parse(`{"${key}":{}}`) as unknown;
    expect(verify(bootstrap, value)).toHaveLength(1);
    expect(verify(key, {})).toHaveLength(1);
    expect(verify(`envoy.${key}`, {})).toHaveLength(1);
  }
});

test('a pattern takes linear time', () => {
  // Quadratic time would be more than the test has.
  const prefix = '/'.repeat(1_000_000);
  expect(
    verify('envoy.config.route.v3.RouteMatch', { path_separated_prefix: prefix }),
  ).toHaveLength(1);
});

test.each([undefined, null, 0, -1, '', 'x', '\ud800', [], [[]], {}, { x: {} }])(
  'no check throws when %j stands anywhere in a bootstrap',
  (value) => {
    for (const pointer of pointersOf(validBootstrap, '')) {
      const mutant = replaced(validBootstrap, pointer, value);
      expect(Array.isArray(checkBootstrap(mutant, { reservedClusters }))).toBe(true);
    }
  },
);
