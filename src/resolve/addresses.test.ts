import { expect, test } from 'vitest';
import { optionsWith } from '../../test/support/fixtures.ts';
import { origin, resource } from '../../test/support/ir.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { GatewayAddress, GatewaySpec, Resource } from '../model/index.ts';
import { resolveAddresses } from './addresses.ts';

const given = (...addresses: readonly string[]) =>
  addresses.map((address) => ({ namespace: 'default', name: 'g', address }));

function assigned(
  addresses: readonly GatewayAddress[],
  options: Parameters<typeof optionsWith>[0] = {},
) {
  const id = resource('Gateway', 'g');
  const meta = {
    labels: new Map(),
    annotations: new Map(),
    creationTimestamp: null,
    generation: 0,
  };
  const spec: GatewaySpec = { gatewayClassName: 'c', addresses };
  const gateway: Resource<GatewaySpec> = { id, meta, spec, document: origin(id).document };
  const found: Diagnostic[] = [];
  const all = resolveAddresses(
    gateway,
    { ...optionsWith(options), portOffset: 0 },
    (each) => void found.push(each),
  );
  return {
    all: all?.map(
      ({ value, routability }) => `${value}${routability === '' ? '' : ' ' + routability}`,
    ),
    findings: found.map(({ code, args }) => [code, ...Object.values(args)].join(' ')),
  };
}

const ip = (value: string, routability = ''): GatewayAddress => ({
  type: 'IPAddress',
  value,
  routability,
});
const sentinel = 'testing.x-k8s.io/sentinel';

test('without addresses a Gateway listens on all interfaces', () => {
  expect(assigned([])).toEqual({ all: [], findings: [] });
});

test('addresses are sorted, in lower case, and each stands once', () => {
  expect(assigned([ip('10.0.0.2'), ip('FD00::B'), ip('10.0.0.1'), ip('fd00::b')])).toEqual({
    all: ['10.0.0.1', '10.0.0.2', 'fd00::b'],
    findings: [],
  });
});

test('what cannot be had is reported, and nothing else takes its place', () => {
  expect(
    assigned([
      { type: 'Hostname', value: 'a.example' },
      ip('a.example'),
      ip('10.0.0.1', 'Cluster'),
    ]),
  ).toEqual({
    all: undefined,
    findings: [
      'resolve/unsupported-address Hostname',
      'resolve/unsupported-address IPAddress',
      'resolve/unsupported-routability Cluster',
    ],
  });
  expect(assigned([{ type: 'Hostname', value: '10.0.0.1' }]).all).toBeUndefined();
});

test('only usable addresses are used, whatever their case', () => {
  const options = { usableAddresses: ['fd00::a'] };
  expect(assigned([ip('FD00::A'), ip('fd00::b')], options)).toEqual({
    all: ['fd00::a'],
    findings: ['resolve/address-not-usable fd00::b'],
  });
});

test('an address without a value takes those that the options give this Gateway', () => {
  const any: GatewayAddress = { type: 'IPAddress', routability: sentinel };
  const others = [
    { namespace: 'other', name: 'g', address: '10.9.9.8' },
    { namespace: 'default', name: 'h', address: '10.9.9.9' },
  ];
  expect(assigned([any], { addresses: [...given('FD00::1', '10.0.0.1'), ...others] })).toEqual({
    all: [`10.0.0.1 ${sentinel}`, `fd00::1 ${sentinel}`],
    findings: [],
  });
  expect(assigned([], { addresses: others }).all).toEqual([]);
});

test('given addresses go before named ones, of which they keep the routability', () => {
  const named = [ip('10.0.0.1', sentinel), ip('10.0.0.3')];
  expect(assigned(named, { addresses: given('10.0.0.2', '10.0.0.1') }).all).toEqual([
    `10.0.0.1 ${sentinel}`,
    '10.0.0.2',
  ]);
});
