import { expect, test } from 'vitest';
import { origin, resource } from '../../test/support/ir.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { PodStatus, Resource } from '../model/index.ts';
import type { ObjectIndex } from './object-index.ts';
import { selectedEndpoints } from './pod-endpoints.ts';
import { indexPods } from './pod-index.ts';

function pod(name: string, labels: object, status: Partial<PodStatus>): Resource<PodStatus> {
  const id = resource('Pod', name);
  return {
    id,
    meta: {
      labels: new Map(Object.entries(labels)),
      annotations: new Map(),
      creationTimestamp: null,
      generation: 0,
    },
    spec: { conditions: [{ type: 'Ready', status: 'True' }], terminating: false, ...status },
    document: origin(id).document,
  };
}

function endpoints(pods: readonly Resource<PodStatus>[], labels: Readonly<Record<string, string>>) {
  const found: Diagnostic[] = [];
  const index = { podsWith: indexPods(pods) } as ObjectIndex;
  const report = (each: Diagnostic) => void found.push(each);
  return {
    all: selectedEndpoints('default', labels, 80, { index, report }).map(
      ({ address, port }) => `${address} ${String(port)}`,
    ),
    findings: found.map(({ code, args }) => `${code} ${String(args['address'])}`),
  };
}

const web = { app: 'web' };
const other = resource('Pod', 'elsewhere', 'other');

test('Pods are selected by all labels, within the namespace', () => {
  const pods = [
    pod('b', { ...web, tier: 'front' }, { podIP: '10.0.0.2' }),
    pod('a', { ...web, tier: 'front' }, { podIP: '10.0.0.1' }),
    pod('again', { ...web, tier: 'front' }, { podIP: '10.0.0.1' }),
    pod('back', { ...web, tier: 'back' }, { podIP: '10.0.0.3' }),
    pod('none', { tier: 'front' }, { podIP: '10.0.0.4' }),
    pod('more', { tier: 'front' }, { podIP: '10.0.0.5' }),
    { ...pod('x', { ...web, tier: 'front' }, { podIP: '10.0.0.6' }), id: other },
  ];
  const all = ['10.0.0.1 80', '10.0.0.2 80'];
  expect(endpoints(pods, { ...web, tier: 'front' })).toEqual({ all, findings: [] });
  expect(endpoints(pods, { tier: 'front', ...web })).toEqual({ all, findings: [] });
  expect(endpoints(pods, web).all).toEqual([...all, '10.0.0.3 80']);
  expect(endpoints(pods, { app: 'api' }).all).toEqual([]);
  expect(endpoints(pods, { ...web, zone: 'a' }).all).toEqual([]);
  expect(endpoints(pods, {}).all).toEqual([]);
});

test.each<readonly [string, Partial<PodStatus>, boolean]>([
  ['is ready', {}, true],
  ['runs', { phase: 'Running' }, true],
  [
    'has other conditions too',
    {
      conditions: [
        { type: 'Initialized', status: 'False' },
        { type: 'Ready', status: 'True' },
      ],
    },
    true,
  ],
  ['is not ready', { conditions: [{ type: 'Ready', status: 'False' }] }, false],
  ['says nothing', { conditions: [] }, false],
  ['is only scheduled', { conditions: [{ type: 'PodScheduled', status: 'True' }] }, false],
  ['has succeeded', { phase: 'Succeeded' }, false],
  ['has failed', { phase: 'Failed' }, false],
  ['is being deleted', { terminating: true }, false],
  ['has no address yet', { podIP: '' }, false],
])('a Pod that %s', (_, status, expected) => {
  const { all, findings } = endpoints([pod('a', web, { podIP: '10.0.0.1', ...status })], web);
  expect([all.length === 1, findings]).toEqual([expected, []]);
});

test('what is no address is reported, and what has none is not', () => {
  const pods = [pod('a', web, { podIP: 'a.example' }), pod('b', web, {})];
  expect(endpoints(pods, web)).toEqual({
    all: [],
    findings: ['resolve/invalid-endpoint a.example'],
  });
});
