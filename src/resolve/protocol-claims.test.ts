import { expect, test } from 'vitest';
import { hostname } from '../ir/index.ts';
import type { ResolvedListener } from './listeners.ts';
import { makeProtocolClaims } from './protocol-claims.ts';

const patterns = (hosts: readonly (string | null)[]) =>
  hosts.map((host) => (host === null ? null : hostname(host)));

// Only its identity matters here.
const listener = {} as ResolvedListener;

// GRPCRouteSpec `hostnames`: hostnames of both kinds may not intersect on a listener.
test.each<readonly [readonly (string | null)[], readonly (string | null)[], boolean]>([
  [['a.example'], ['b.example'], true],
  [['a.example'], ['a.example'], false],
  [['a.example'], ['*.example'], false],
  [['*.example'], ['a.example'], false],
  [['*.example'], ['a.b.example'], false],
  [['*.a.example'], ['*.example'], false],
  [['*.a.example'], ['*.b.example'], true],
  [['*.example'], ['example'], true],
  [[null], ['a.example'], false],
  [['a.example'], [null], false],
  [[null], [null], false],
  [['a.example'], ['b.example', 'a.example'], false],
  [['a.example', 'b.example'], ['c.example', 'd.example'], true],
])('after %j the other kind gets %j: %s', (first, second, expected) => {
  const { claim } = makeProtocolClaims();
  expect(claim(listener, 'http', patterns(first))).toBe(true);
  expect(claim(listener, 'http', patterns(second))).toBe(true);
  const other = makeProtocolClaims();
  expect(other.claim(listener, 'grpc', patterns(first))).toBe(true);
  expect(other.claim(listener, 'http', patterns(second))).toBe(expected);
});

test('who is refused has claimed nothing, and other listeners are other listeners', () => {
  const { claim } = makeProtocolClaims();
  expect(claim(listener, 'http', patterns(['a.example']))).toBe(true);
  expect(claim(listener, 'grpc', patterns(['b.example', 'a.example']))).toBe(false);
  expect(claim(listener, 'http', patterns(['b.example']))).toBe(true);
  expect(claim({ ...listener }, 'grpc', patterns(['a.example']))).toBe(true);
});
