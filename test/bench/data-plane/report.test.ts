import { expect, test } from 'vitest';
import { judgeDataPlane } from './goals.mjs';
import { byHandName, headerName, plainName } from './names.mjs';
import { renderDataPlane } from './report.mjs';

const same = (value: number) => ({ min: value, median: value, max: value });

function result(routes: number, plain: number, header: number) {
  const load = (name: string, rate: number) => ({
    name,
    requestsPerSecond: same(rate),
    requestsPerCpuSecond: same(rate * 2),
    p99: same(3),
  });
  return {
    proxy: 'nginx 1.28.0',
    target: 'nginx' as const,
    routes,
    oneHost: false,
    checkTime: 100,
    startTime: 600,
    memory: 165e6,
    byHand: { startTime: 20, memory: 9e6 },
    loads: [load(byHandName, 1000), load(plainName, plain), load(headerName, header)],
  };
}

const judged = (results: Parameters<typeof judgeDataPlane>[0]) =>
  judgeDataPlane(results)
    .filter(({ met }) => met !== null)
    .map(({ goal, met }) => [goal, met]);

test('limits themselves are still met', () => {
  const found = judged([result(10, 1000, 900), result(1000, 950, 850), result(10_000, 950, 850)]);
  expect(found).toHaveLength(4 + 1 + 2);
  expect(found.filter(([, met]) => met !== true)).toEqual([]);
});

test('what is slower or larger is not met', () => {
  const large = { ...result(1000, 949, 849), startTime: 626, memory: 166e6 };
  const found = judged([result(10, 1000, 900), large, result(10_000, 949, 849)]);
  expect(found.filter(([, met]) => met !== false)).toEqual([]);
});

test('goals that were not measured say so', () => {
  const verdicts = judgeDataPlane([]);
  expect(verdicts).toHaveLength(28);
  expect(new Set(verdicts.map(({ measured }) => measured))).toEqual(new Set(['not measured']));
});

test('the report compares with the hand-written configuration, by time and by CPU time', () => {
  const text = renderDataPlane([result(1000, 900, 850)]);
  expect(text).toMatch(/nginx 1.28.0 \| +1000 \| +many \| +100 ms \| 600 ms \| 165.0 MB/);
  expect(text).toMatch(/plain prefix +\| .* 900 \| .* 1800 \| .* 0.90× \| +0.90× \|/);
  expect(text).toMatch(/NGINX Gateway Fabric/);
});
