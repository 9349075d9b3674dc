import { expect, test } from 'vitest';
import { authority } from './authority.ts';

test.each([
  ['10.0.0.1', '10.0.0.1:80'],
  ['svc.default.svc.cluster.local', 'svc.default.svc.cluster.local:80'],
  ['::1', '[::1]:80'],
  ['2001:db8:3c4d:15:0:d234:3eee::', '[2001:db8:3c4d:15:0:d234:3eee:0]:80'],
])('%s is written as %s', (address, expected) => {
  expect(authority({ address, port: 80 })).toBe(expected);
});
