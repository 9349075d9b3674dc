import { expect, test } from 'vitest';
import { defaultOptions } from '../manifests/options.mjs';
import { exemplaryRequests } from './requests.mjs';

test.each([10, 1000, 10_000])('every way through %s routes has its request', (routes) => {
  const options = { ...defaultOptions(routes), gateways: 1 };
  const requests = exemplaryRequests(options);
  expect([...requests.keys()]).toEqual([
    'plain prefix',
    'header match',
    'header and query match',
    'last route',
  ]);
  expect(requests.get('header and query match')?.request).toMatchObject({
    method: 'POST',
    path: expect.stringMatching(/^\/admin\/[a-z]+\?confirm=yes$/) as string,
  });
  expect(requests.get('header match')?.request.headers).toHaveProperty('x-env');
  expect(requests.get('last route')?.request.headers['Host']).toMatch(
    new RegExp(`-${routes - 1}\\.gw0\\.example\\.com$`),
  );
});

test('on one host, paths tell routes apart', () => {
  const requests = exemplaryRequests({ ...defaultOptions(10), gateways: 1, oneHost: true });
  const [first, last] = [requests.get('plain prefix'), requests.get('last route')];
  expect(first?.request.headers['Host']).toBe(last?.request.headers['Host']);
  expect(first?.request.path).not.toBe(last?.request.path);
});
