import { expect, test } from 'vitest';
import { loadAssets } from '../../src/assets/load.ts';
import { makeMutant, textOf } from './mutant.ts';
import { fromJson } from './node.ts';
import { loadSeeds } from './seeds.ts';
import { shrink } from './shrink.ts';

const assets = await loadAssets(['nginx', 'envoy']);

test('a seed and an index make the same mutant, whatever was made before', () => {
  const all = (order: readonly number[]) => {
    const seeds = loadSeeds(assets);
    return new Map(order.map((index) => [index, textOf(makeMutant(seeds, 1, index))]));
  };
  const ascending = all([0, 1, 2, 3, 4, 5, 6, 7]);
  const descending = all([7, 6, 5, 4, 3, 2, 1, 0]);
  expect([...descending].reverse()).toEqual([...ascending]);
  expect(new Set(ascending.values()).size).toBe(8);
});

const setup = {
  channel: 'standard',
  keepGoing: false,
  nginxMinor: 28,
  pathPolicy: 'strict',
} as const;

test('documents lose what a failure does not need', async () => {
  const documents = [{ kind: 'A' }, { kind: 'B', spec: { list: ['x', 'some bad text'], no: 1 } }];
  const mutant = { kind: 'structure', documents: documents.map(fromJson), setup } as const;
  const fails = (text: string) => text.includes('bad');
  const small = await shrink({ ...mutant, spelling: 'json' }, (each) =>
    Promise.resolve(fails(textOf(each))),
  );
  expect(textOf(small)).toBe('{"spec": {"list": ["bad"]}}\n');
});

test('text loses what a failure does not need', async () => {
  const text = 'a: 1\nb: "<"\nc: ">"\nd: 2\n';
  const small = await shrink({ kind: 'text', text, setup }, (each) =>
    Promise.resolve(/<[^]*>/.test(textOf(each))),
  );
  expect(textOf(small)).toBe('<>');
});
