import { expect, test } from 'vitest';
import { encodePath } from './url-path.ts';

test.each([
  ['/one two?x#y', '/one%20two%3Fx%23y'],
  ['/%41%zz%', '/%41%25zz%25'],
  ["/-._~!$&'()*+,;=:@%2f", "/-._~!$&'()*+,;=:@%2f"],
  ['/%a%2', '/%25a%252'],
  ['/é\\"', '/%C3%A9%5C%22'],
  ['/\ud800', '/%EF%BF%BD'],
])('%s', (value, encoded) => {
  expect(encodePath(value)).toBe(encoded);
});
