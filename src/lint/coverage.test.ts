import { expect, test } from 'vitest';
import { ruleId, type Match, type Route } from '../ir/index.ts';
import { testOptions } from '../../test/support/ir.ts';
import { targets } from '../targets.ts';
import { misfits, type Probe } from '../trace/conditions.ts';
import { coveredRoutes } from './coverage.ts';

const resource = { group: 'g', kind: 'HTTPRoute', namespace: 'a', name: 'r' };
const document = { file: 'a', index: 0, item: null, start: 0, end: 0 };

function routesOf(matches: readonly Match[]): readonly Route[] {
  return matches.map((match, index) => ({
    rule: ruleId(resource, index),
    matchIndex: 0,
    match,
    origin: { document, resource, path: [] },
  }));
}

function pick<T>(values: readonly T[], seed: number): T {
  return values[seed % values.length] as T;
}

const paths: readonly Match['path'][] = [
  { kind: 'exact', value: '/a' },
  { kind: 'prefix', value: '/' },
  { kind: 'prefix', value: '/a' },
  { kind: 'prefix', value: '/a/b' },
  { kind: 'regex', value: '/a.*' },
  { kind: 'regex', value: '.*' },
  { kind: 'regex', value: '/[ab]+' },
];

function matchOf(seed: number): Match {
  const header = { name: 'h', value: { kind: 'exact', value: '1' } } as const;
  const other = { name: 'i', value: { kind: 'exact', value: '1' } } as const;
  return {
    path: pick(paths, seed),
    method: pick([null, 'GET', 'POST'], Math.floor(seed / 7)),
    headers: pick([[], [header], [other], [header, other]], Math.floor(seed / 21)),
    query: [],
    call: null,
  };
}

const reading = { conduct: targets.envoy.conduct(testOptions), options: testOptions };

const probes: readonly Probe[] = ['/', '/a', '/ab', '/a/b', '/a/b/c', '/c'].flatMap((path) =>
  ['GET', 'POST', 'PUT'].flatMap((method) =>
    [[], ['h'], ['i'], ['h', 'i']].map((names): Probe => ({
      path: { kind: 'read', sent: path, compared: path, seen: path, forwarded: path },
      method,
      headers: names.map((name) => ({ name, value: '1' })),
      query: null,
    })),
  ),
);

test('what is called covered never wins, whatever the order', () => {
  let state = 1;
  const random = (): number => (state = (state * 48_271) % 2_147_483_647);
  let covered = 0;
  for (let round = 0; round < 300; round += 1) {
    const routes = routesOf(Array.from({ length: 6 }, () => matchOf(random())));
    const found = coveredRoutes(routes);
    covered += found.size;
    for (const probe of probes) {
      const winner = routes.find(({ match }) => misfits(match, probe, reading).length === 0);
      if (winner !== undefined) expect(found.has(winner)).toBe(false);
    }
  }
  expect(covered).toBeGreaterThan(100);
});
