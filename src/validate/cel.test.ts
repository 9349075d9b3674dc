import { describe, expect, test } from 'vitest';
import { loadSchemas } from '../assets/schemas.ts';
import type { JsonValue } from '../parse/document.ts';
import { breaks, celLibrary as rt, CelError, type CelRule } from './cel.ts';

/** A rule that is written here, with what it would be compiled to. */
function rule(exact: CelRule['exact']): CelRule {
  return { rule: 'r', message: 'no', path: [], exact };
}

const fails = (): never => {
  throw new CelError('no such key: x');
};

describe('errors of evaluation', () => {
  test('refuse a value', () => {
    expect(breaks(rule(fails), {})).toBe('no such key: x evaluating rule: no');
  });

  test.each([
    ['false wins over an error before it', () => rt.and(fails, () => false), 'no'],
    ['false wins over an error behind it', () => rt.and(() => false, fails), 'no'],
    ['true does not', () => rt.and(fails, () => true), 'no such key: x evaluating rule: no'],
    ['true wins over an error before it', () => rt.or(fails, () => true), null],
    ['true wins over an error behind it', () => rt.or(() => true, fails), null],
    ['false does not', () => rt.or(() => false, fails), 'no such key: x evaluating rule: no'],
  ] as const)('%s', (_, exact, expected) => {
    expect(breaks(rule(exact), {})).toBe(expected);
  });

  test('are absorbed by other items of a list', () => {
    const test = (item: JsonValue): boolean => (item === 0 ? fails() : item === 2);
    expect(rt.existsExact([0, 1, 2], test)).toBe(true);
    expect(rt.allExact([0, 1, 2], test)).toBe(false);
    expect(() => rt.existsExact([0, 1], test)).toThrow(CelError);
  });
});

describe('the library', () => {
  test.each([
    ['size counts characters', rt.size('a😀b'), 3],
    ['size counts items', rt.size([1, 2]), 2],
    ['size counts keys', rt.size({ a: 1 }), 1],
    ['in looks into lists', rt.contains(['a', 'b'], 'b'), true],
    ['in looks for keys', rt.contains({ a: 1 }, 'a'), true],
    ['equality goes deep', rt.equal({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }), true],
    ['equality sees more keys', rt.equal({ a: 1 }, { a: 1, b: 2 }), false],
    ['exists_one', rt.existsOne([1, 2, 2], (item) => item === 2), false],
    ['durations compare by length', rt.duration('1h') > rt.duration('59m'), true],
    ['durations of several parts', rt.duration('1s500ms'), 1_500_000_000n],
    ['isIP', rt.isIp('::1'), true],
    ['isIP of a name', rt.isIp('a.b'), false],
    ['formats', rt.hasValue(rt.validate('dns1123Subdomain', 'a.b')), false],
    ['formats refuse', rt.hasValue(rt.validate('qualifiedName', 'a/b/c')), true],
    ['substring counts characters', rt.substring('😀b', 1), 'b'],
  ])('%s', (_, value, expected) => {
    expect(value).toEqual(expected);
  });

  test('a field that is not there is an error, also of every object’s prototype', () => {
    expect(() => rt.field({}, 'constructor')).toThrow('no such key: constructor');
    expect(rt.has({}, 'toString')).toBe(false);
  });
});

test('every rule of both channels is compiled', () => {
  const schemas = loadSchemas();
  const lookup = schemas.lookup(
    { group: 'gateway.networking.k8s.io', version: 'v1', kind: 'HTTPRoute' },
    { channel: 'standard', release: '1.7' },
  );
  expect(lookup.kind === 'found' && lookup.schema.rules.length).toBeGreaterThan(30);
});
