import { expect, test } from 'vitest';
import { loadSchemas } from '../assets/schemas.ts';
import { optionsWith } from '../../test/support/fixtures.ts';
import type { CompileOptions } from '../compile-options.ts';
import { statusOf } from '../status-of.ts';

const schemas = loadSchemas();

function gatewayOf(addresses: string, changes: Partial<CompileOptions> = {}) {
  const text = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: g, namespace: app}
spec:
  gatewayClassName: ours
  addresses: [${addresses}]
  listeners: [{name: web, port: 80, protocol: HTTP}]
`;
  const options = optionsWith({ channel: 'experimental', ...changes });
  const [found] = statusOf([{ name: 'a.yaml', text }], options, schemas, 'envoy');
  if (found?.kind !== 'Gateway') throw new Error('no status of the Gateway');
  const { addresses: assigned, conditions } = found.status;
  return {
    addresses: assigned.map(({ value, routability }) => `${value}=${routability ?? 'unset'}`),
    conditions: conditions.map(({ type, status, reason }) => `${type}=${status} ${reason}`),
    message: conditions.find(({ type }) => type === 'AddressesAssigned')?.message,
  };
}

const served = ['Accepted=True Accepted', 'Programmed=True Programmed'];
const resolved = 'ResolvedRefs=True ResolvedRefs';

test.each<readonly [string, string, readonly string[], readonly string[]]>([
  ['none asked for', '', [], [...served, resolved, 'AddressesAssigned=True AddressesAssigned']],
  [
    'with and without the value that everybody takes',
    '{value: 10.0.0.1}, {value: 10.0.0.2, routability: testing.x-k8s.io/sentinel}',
    ['10.0.0.1=', '10.0.0.2=testing.x-k8s.io/sentinel'],
    [...served, resolved, 'AddressesAssigned=True AddressesAssigned'],
  ],
  [
    'some of which cannot be had',
    '{value: 10.0.0.1}, {routability: Cluster}',
    ['10.0.0.1='],
    [...served, resolved, 'AddressesAssigned=False PartiallyAssigned'],
  ],
  [
    'none of which can be had',
    '{routability: Cluster}, {value: 10.0.0.1, routability: example.com/Lan}',
    [],
    [
      'Accepted=True Accepted',
      'Programmed=False AddressNotAssigned',
      'AddressesAssigned=False NotAssigned',
    ],
  ],
])('addresses, %s', (_, spec, addresses, conditions) => {
  const found = gatewayOf(spec);
  expect(found.addresses).toEqual(addresses);
  expect(found.conditions).toEqual(conditions);
});

test('an address that the command line gives is what an entry without a value asked for', () => {
  const given = { addresses: [{ namespace: 'app', name: 'g', address: '127.0.0.9' }] };
  const asked = gatewayOf('{routability: testing.x-k8s.io/sentinel}', given);
  expect(asked.addresses).toEqual(['127.0.0.9=testing.x-k8s.io/sentinel']);
  expect(gatewayOf('', given).addresses).toEqual(['127.0.0.9=']);
  expect(gatewayOf('{routability: Cluster}', given).addresses).toEqual([]);
});

test('the message names what is not satisfied', () => {
  const found = gatewayOf('{value: 10.0.0.1}, {routability: Cluster}');
  expect(found.message).toMatch(/^spec\.addresses\[1\]: .*Cluster$/);
});

test('the standard channel knows nothing of it', () => {
  const found = gatewayOf('{value: 10.0.0.1}', { channel: 'standard' });
  expect(found.addresses).toEqual(['10.0.0.1=unset']);
  expect(found.conditions).toEqual([...served, resolved]);
});
