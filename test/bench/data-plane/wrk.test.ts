import { expect, test } from 'vitest';
import { readResult } from './wrk.mjs';

const report = (p99: string, failures = '') => `Running 1s test @ http://127.0.0.1:9/
  1 threads and 32 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     1.20ms    0.30ms   9.99ms   88.10%
  Latency Distribution
     50%    1.11ms
     99%    ${p99}
  21034 requests in 1.00s, 3.00MB read
${failures}Requests/sec:  20987.65
Transfer/sec:      3.00MB
`;

test.each([
  ['950.00us', 0.95],
  ['2.50ms', 2.5],
  ['1.20s', 1200],
])('a p99 of %s', (text, p99) => {
  const result = readResult(report(text));
  expect(result.requests).toBe(21_034);
  expect(result.requestsPerSecond).toBe(20987.65);
  expect(result.p99).toBeCloseTo(p99);
});

test.each([
  '  Non-2xx or 3xx responses: 3\n',
  '  Socket errors: connect 0, read 3, write 0, timeout 0\n',
])('failures void the result: %s', (failures) => {
  expect(() => readResult(report('1.00ms', failures))).toThrow(failures.trim());
});

test('other text is refused', () => {
  expect(() => readResult('unable to connect')).toThrow('not a report');
});
