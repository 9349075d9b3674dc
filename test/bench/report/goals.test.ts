import { expect, test } from 'vitest';
import { compileNames } from '../subjects/compiler.mjs';
import { floorName } from '../subjects/floors.mjs';
import { stagesName } from '../subjects/stages.mjs';
import { nodeName, versionName } from '../subjects/start.mjs';
import { judge } from './goals.mjs';

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
  return { routes, documents: 0, bytes: 0, measured: all };
}

function resultWith(version: number, walls: { one: number; thousand: number; most: number }) {
  return judge({
    start: [measured(nodeName, 40), measured(versionName, version)],
    sizes: [compiles(1, walls.one), compiles(1000, walls.thousand), compiles(10_000, walls.most)],
  });
}

test('limits themselves are still met', () => {
  const verdicts = resultWith(100, { one: 200, thousand: 1000, most: 11_000 });
  expect(verdicts).toHaveLength(1 + 3 + 3);
  expect(verdicts.filter(({ met }) => !met)).toEqual([]);
});

test('what is beyond its limit is not met', () => {
  const verdicts = resultWith(101, { one: 201, thousand: 1000, most: 11_001 });
  expect(verdicts.filter(({ met }) => met)).toEqual([]);
  expect(verdicts.map(({ limit, measured: value }) => [limit, value])).toEqual([
    ['≤ 60 ms', '61 ms'],
    ...compileNames.map(() => ['≤ 200 ms', '201 ms']),
    ...compileNames.map(() => ['≤ 11×', '11.0×']),
  ]);
});

test('validation is measured by its stages', () => {
  const withParts = (name: string, parts: Readonly<Record<string, number>>) => ({
    ...measured(name, 0),
    parts: new Map(Object.entries(parts).map(([part, value]) => [part, same(value)])),
  });
  const ratio = (validate: number) =>
    judge({
      start: [],
      sizes: [
        {
          routes: 10_000,
          documents: 0,
          bytes: 0,
          measured: [
            withParts(stagesName, { validate, 'unsupported fields': 100 }),
            withParts(floorName, { read: 50, parse: 1000 }),
          ],
        },
      ],
    }).map(({ measured: value, met }) => [value, met]);
  expect(ratio(900)).toEqual([['1.0×', true]]);
  expect(ratio(1000)).toEqual([['1.1×', false]]);
});

test('goals for sizes that were not measured are left out', () => {
  expect(judge({ start: [], sizes: [compiles(1000, 5)] })).toEqual([]);
});
