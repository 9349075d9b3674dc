import { expect, test } from 'vitest';
import { changedName } from '../subjects/cached.mjs';
import { compileNames, validateName } from '../subjects/compiler.mjs';
import { floorName } from '../subjects/floors.mjs';
import { nodeName, versionName } from '../subjects/start.mjs';
import { judge } from './goals.mjs';
import type { Verdict } from './verdict.mjs';

const same = (value: number) => ({ min: value, median: value, max: value });

function measured(name: string, wall: number) {
  return {
    name,
    runs: 1,
    wall: same(wall),
    cpu: same(0),
    peakRss: same(0),
    outputBytes: 0,
    parts: new Map(),
  };
}

function compiles(routes: number, wall: number) {
  const all = compileNames.map((name) => measured(name, wall));
  return { routes, documents: 0, bytes: 0, duration: 0, measured: all };
}

const wasMeasured = (verdicts: readonly Verdict[]) => verdicts.filter(({ met }) => met !== null);

function resultWith(version: number, walls: { one: number; thousand: number; most: number }) {
  const verdicts = judge({
    start: [measured(nodeName, 40), measured(versionName, version)],
    sizes: [compiles(1, walls.one), compiles(1000, walls.thousand), compiles(10_000, walls.most)],
  });
  return wasMeasured(verdicts);
}

test('limits themselves are still met', () => {
  const verdicts = resultWith(80, { one: 130, thousand: 1000, most: 10_500 });
  expect(verdicts).toHaveLength(1 + 3 + 3 + 4);
  expect(verdicts.filter(({ met }) => !met)).toEqual([]);
});

test('what is beyond its limit is not met', () => {
  const verdicts = resultWith(81, { one: 131, thousand: 1000, most: 10_501 });
  expect(verdicts.filter(({ met, limit }) => met && !limit.endsWith('MB'))).toEqual([]);
  expect(verdicts.slice(0, 7).map(({ limit, measured: value }) => [limit, value])).toEqual([
    ['≤ 40 ms', '41 ms'],
    ...compileNames.map(() => ['≤ 90 ms', '91 ms']),
    ...compileNames.map(() => ['≤ 10.5×', '10.5×']),
  ]);
});

test('times are multiples of what js-yaml takes for the same file, and memory has a limit', () => {
  const size = (routes: number, walls: readonly number[], peak: number) => ({
    routes,
    documents: 0,
    bytes: 0,
    duration: 0,
    measured: [...compileNames, changedName, validateName]
      .map((name, index) => ({ ...measured(name, walls[index] ?? 0), peakRss: same(peak * 1e6) }))
      .concat(measured(floorName, 100)),
  });
  const met = (walls: readonly number[], peak: number) =>
    wasMeasured(judge({ start: [], sizes: [size(1000, walls, peak)] })).map((each) => each.met);
  expect(met([160, 160, 220, 30, 120], 200)).toEqual(Array(7).fill(true));
  expect(met([161, 161, 221, 31, 121], 201)).toEqual(Array(7).fill(false));
});

test('goals that were not measured say so', () => {
  const verdicts = judge({ start: [], sizes: [compiles(100, 5)] });
  expect(verdicts.length).toBeGreaterThan(20);
  for (const { measured: value, met } of verdicts) {
    expect(value).toBe('not measured');
    expect(met).toBeNull();
  }
});
