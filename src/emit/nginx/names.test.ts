import { expect, test } from 'vitest';
import { backendId, ruleId, type BackendId } from '../../ir/index.ts';
import { ruleName, upstreamName } from './names.ts';

function object(kind: string, namespace: string, name: string): Parameters<typeof ruleId>[0] {
  return { group: '', kind, namespace, name };
}

test.each([
  [object('HTTPRoute', 'shop', 'cart'), 'cart_shop_rule0'],
  [object('GRPCRoute', 'shop', 'cart'), 'cart_shop_grpcroute_rule0'],
])('a rule is named after its route', (route, expected) => {
  expect(ruleName(ruleId(route, 0))).toBe(expected);
});

test('a backend is named after its Service and what distinguishes its connections', () => {
  expect(upstreamName(backendId(object('Service', 'shop', 'cart.v1'), 80, ''))).toBe(
    'cart.v1_shop_80',
  );
  expect(upstreamName(backendId(object('Service', 'a', 'b'), 80, 'h2c'))).toBe('b_a_80_h2c');
});

test.each(['A b', 'x;y', '../../etc', 'a_b', 'a'.repeat(300)])(
  'the hostile name %j is hashed',
  (name) => {
    expect(ruleName(ruleId(object('HTTPRoute', 'shop', name), 0))).toMatch(/^x_[0-9a-f]{32}$/);
  },
);

test('no two ids get one name', () => {
  const ids = [
    ruleId(object('HTTPRoute', 'a', 'b'), 1),
    ruleId(object('HTTPRoute', 'a', 'b'), 11),
    ruleId(object('HTTPRoute', 'a-b', 'c'), 1),
    ruleId(object('HTTPRoute', 'a', 'b-c'), 1),
    ruleId(object('GRPCRoute', 'a', 'b'), 1),
  ];
  expect(new Set(ids.map(ruleName)).size).toBe(ids.length);
});

test('a name of any kind but the usual one has the kind in it', () => {
  expect(upstreamName(backendId(object('ServiceImport', 'a', 'b'), 80, ''))).toBe(
    'b_a_80_serviceimport',
  );
  expect(upstreamName(backendId(object('Service', 'a-1', '0b.c-d'), 8080, 'h2c/x'))).toBe(
    '0b.c-d_a-1_8080_h2c_x',
  );
});

test.each([
  'service/a/b/80/x_y',
  'service/a/b/80/',
  'service/a/b/',
  'service/a/b/x',
  'service/a/.b/80',
  'service/a/b/80/x;',
  'service/A/b/80',
  ' service/a/b/80',
  'service/a/b/80 ',
  'service//b/80',
  '/a/b/80',
])('the id %j is hashed', (id) => {
  expect(upstreamName(id as BackendId)).toMatch(/^x_[0-9a-f]{32}$/);
});

test('an id of 200 characters keeps its name, a longer one does not', () => {
  const named = (length: number) => upstreamName(`service/a/${'b'.repeat(length)}/80` as BackendId);
  expect(named(187)).toMatch(/^b{187}_a_80$/);
  expect(named(188)).toMatch(/^x_/);
});
