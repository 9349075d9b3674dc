import { expect, test } from 'vitest';
import { floorName } from '../subjects/floors.mjs';
import { stagesName } from '../subjects/stages.mjs';
import { renderReport } from './report.mjs';

const same = (value: number) => ({ min: value, median: value, max: value });

const row = (name: string, wall: number, parts: readonly (readonly [string, number])[] = []) => ({
  name,
  runs: 3,
  wall: { min: wall / 2, median: wall, max: wall * 2 },
  cpu: same(wall),
  peakRss: same(5e7),
  outputBytes: 1234,
  parts: new Map(parts.map(([part, value]) => [part, same(value)])),
});

const size = (routes: number, wall: number) => ({
  routes,
  documents: routes * 4,
  bytes: routes * 4000,
  duration: 61_000,
  measured: [
    row('compile, nginx', wall * 3),
    row(floorName, wall),
    row(stagesName, wall, [['parse', wall / 4]]),
  ],
});

const machine = { date: '2026-01-02', hardware: '2 × X', system: 'Linux 6', load: 0.25 };
const report = renderReport(
  {
    machine: { ...machine, versions: ['Node 20'] },
    result: { start: [row('node -e 0', 40)], sizes: [size(100, 200), size(1000, 3000)] },
  },
  null,
);

test.each([
  ['the machine', '- Machine: 2 × X, Linux 6\n- Load before the run: 0.3\n'],
  [
    'a goal that is missed',
    /\| compile, nginx, 1000 routes, of js-yaml +\| +≤ 1.6× \| +3.0× \| \*\*no\*\* \|/,
  ],
  [
    'a goal that was not measured',
    /\| compile, both, growth from 1000 to 10000 +\| +≤ 10.5× \| not measured \|/,
  ],
  ['how long it took', 'Measured in 61.0 s.\n'],
  ['what is missing', '## Data plane\n\nNot measured.\n'],
  ['a size', '## 1000 HTTPRoutes (4000 documents, 4.0 MB)\n'],
  ['spread and multiple', /compile, nginx +\| +300 ms \| +600 ms \| +1.20 s \|.*\| +3.00× \|/],
  ['stages by size', /\| parse +\| +50 ms \| 750 ms \|/],
  ['growth', /\| compile, nginx +\| +15.0× \|/],
])('tells %s', (_, expected) => {
  expect(report).toMatch(expected);
});
