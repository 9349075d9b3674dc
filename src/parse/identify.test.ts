import { expect, test } from 'vitest';
import { identify, parseFiles } from './index.ts';

test.each([
  [
    'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: r, namespace: ns}',
    {
      group: 'gateway.networking.k8s.io',
      version: 'v1',
      kind: 'HTTPRoute',
      namespace: 'ns',
      name: 'r',
    },
  ],
  [
    'apiVersion: v1\nkind: Service',
    { group: '', version: 'v1', kind: 'Service', namespace: '', name: '' },
  ],
  [
    'apiVersion: v1\nkind: A\nmetadata: 1',
    { group: '', version: 'v1', kind: 'A', namespace: '', name: '' },
  ],
  ['kind: Service', null],
  ['apiVersion: v1\nkind: 1', null],
  ['apiVersion: ""\nkind: A', null],
])('identify: %j', (text, expected) => {
  const [document] = parseFiles([{ name: 'f', text }]).value.documents;
  expect(identify(document!.value)).toEqual(expected);
});
