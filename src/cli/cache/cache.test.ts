import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/cli/support/temporary-folder.ts';
import { remembered, type Cache, type Question } from './index.ts';
import { longest, mostBytes, staleEntries } from './limits.ts';
import type { Packed } from './pack.ts';

const day = 86_400_000;
const start = Date.parse('2026-06-01T12:00:00Z');
const files = [{ name: 'a.yaml', text: 'kind: Gateway' }];
const lint = { now: start, certificateDays: 30 };
const codec = {
  encode: (result: string): Packed => ({ head: new Map([['a', 1]]), texts: ['x’', result] }),
  decode: ({ texts }: Packed): string => {
    const [first, second] = texts;
    if (first !== 'x’' || second === undefined) throw new Error('not what was kept');
    return second;
  },
};
const question: Question<string> = { command: 'compile', options: { lint }, files, codec };

function cacheIn(folder: string, now = start): Cache {
  return { folder, clock: () => now };
}

/** Asks, and tells whether the answer had to be worked out. */
async function ask(
  cache: Cache,
  asked: Question<string> = question,
  certificates: readonly { readonly validFrom: string; readonly validTo: string }[] = [],
): Promise<readonly ['worked' | 'known', string]> {
  let worked = false;
  const answer = await remembered(cache, asked, () => {
    worked = true;
    return Promise.resolve({ result: 'answer '.repeat(50), certificates });
  });
  return [worked ? 'worked' : 'known', answer];
}

const right = 'answer '.repeat(50);

/** The only entry of a cache. */
function entryIn(folder: string): string {
  const [name = '', ...more] = readdirSync(folder);
  expect(more).toEqual([]);
  return join(folder, name);
}

test('an answer is worked out once', async () => {
  const folder = temporaryFolder();
  expect(await ask(cacheIn(folder))).toEqual(['worked', right]);
  expect(await ask(cacheIn(folder))).toEqual(['known', right]);
  expect(statSync(entryIn(folder)).mode & 0o777).toBe(0o600);
});

test('whatever decides the answer makes it another question', async () => {
  const cache = cacheIn(temporaryFolder());
  await ask(cache);
  const others: readonly Partial<Question<string>>[] = [
    { command: 'validate' },
    { options: { lint: { ...lint, certificateDays: 31 } } },
    { options: { lint, ...{ only: new Set(['a']) } } },
    { options: { lint, ...{ only: new Set(['b']) } } },
    { files: [{ name: 'b.yaml', text: 'kind: Gateway' }] },
    { files: [{ name: 'a.yaml', text: 'kind: Gateway ' }] },
    { files: [{ name: 'a.yamlk', text: 'ind: Gateway' }] },
    { files: [...files, ...files] },
    { files: [] },
  ];
  for (const other of others)
    expect((await ask(cache, { ...question, ...other }))[0], JSON.stringify(other)).toBe('worked');
  expect(readdirSync(cache.folder)).toHaveLength(others.length + 1);
  expect((await ask(cache))[0]).toBe('known');
});

test('options that cannot be told apart are a bug, not a guess', async () => {
  const options = { lint, name: () => 'a' };
  await expect(ask(cacheIn(temporaryFolder()), { ...question, options })).rejects.toThrow();
});

test('a damaged entry is none, wherever the damage is, and is replaced', async () => {
  const cache = cacheIn(temporaryFolder());
  await ask(cache);
  const path = entryIn(cache.folder);
  let state = 7;
  const random = (below: number): number => (state = (state * 48271) % 2147483647) % below;
  const damages: readonly ((bytes: Buffer) => Buffer)[] = [
    (bytes) => {
      const at = random(bytes.length);
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << random(8)), at);
      return bytes;
    },
    (bytes) => bytes.subarray(0, random(bytes.length)),
    (bytes) => bytes.subarray(1 + random(bytes.length - 1)),
    (bytes) => Buffer.concat([bytes, Buffer.from('x')]),
    (bytes) => bytes.fill(0),
  ];
  for (let round = 0; round < 300; round++) {
    const damage = damages[round % damages.length] ?? ((bytes) => bytes);
    writeFileSync(path, damage(readFileSync(path)));
    expect(await ask(cache)).toEqual(['worked', right]);
    expect(await ask(cache)).toEqual(['known', right]);
  }
});

test('an entry of another question is none', async () => {
  const cache = cacheIn(temporaryFolder());
  await ask(cache);
  const path = entryIn(cache.folder);
  const own = readFileSync(path);
  rmSync(path);
  const other = { ...question, files: [{ name: 'a.yaml', text: 'other' }] };
  await ask(cache, other);
  writeFileSync(entryIn(cache.folder), own);
  expect((await ask(cache, other))[0]).toBe('worked');
});

test('the folder may go at any moment, and anything may stand in it', async () => {
  const cache = cacheIn(join(temporaryFolder(), 'gone'));
  expect(await ask(cache)).toEqual(['worked', right]);
  mkdirSync(cache.folder);
  await ask(cache);
  const path = entryIn(cache.folder);
  rmSync(path);
  mkdirSync(path);
  expect(await ask(cache)).toEqual(['worked', right]);
  expect(readdirSync(cache.folder)).toHaveLength(1);
});

test('runs at the same time leave one whole entry', async () => {
  const cache = cacheIn(temporaryFolder());
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask(cache)));
  expect(answers.map(([, answer]) => answer)).toEqual(Array(8).fill(right));
  entryIn(cache.folder);
  expect((await ask(cache))[0]).toBe('known');
});

test('an answer holds while as much is said of its certificates', async () => {
  const folder = temporaryFolder();
  const certificates = [
    { validFrom: 'Jan  1 00:00:00 2026 GMT', validTo: 'Jul 10 18:00:00 2026 GMT' },
  ];
  const on = async (now: number): Promise<string> => {
    const asked = { ...question, options: { lint: { ...lint, now } } };
    return (await ask(cacheIn(folder, now), asked, certificates))[0];
  };
  expect(await on(start)).toBe('worked');
  expect(await on(start + 9 * day)).toBe('known');
  // 30 days before the end, one day less, and after it.
  expect(await on(start + 9.3 * day)).toBe('worked');
  expect(await on(start + 9.5 * day)).toBe('known');
  expect(await on(start + 10.5 * day)).toBe('worked');
  expect(await on(start + 39.5 * day)).toBe('worked');
});

test('what nobody used for two weeks goes, then what is beyond a gigabyte; foreign files stay', async () => {
  const entry = { size: 10, draft: false };
  const gone = staleEntries(
    [
      { ...entry, name: 'new', used: start },
      { ...entry, name: 'old', used: start - longest - 1 },
      { ...entry, name: 'large', used: start - 1, size: mostBytes - 10 },
      { ...entry, name: 'too much', used: start - 2 },
      { ...entry, name: 'written now', used: start, draft: true },
      { ...entry, name: 'left behind', used: start - day, draft: true },
    ],
    start,
  );
  expect([...gone].sort()).toEqual(['left behind', 'old', 'too much']);

  const folder = temporaryFolder();
  await ask(cacheIn(folder));
  const first = entryIn(folder);
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  // A use counts like a write.
  await ask(cacheIn(folder, start + longest));
  const other = { ...question, files: [] };
  await ask(cacheIn(folder, start + longest + day), other);
  expect(readdirSync(folder)).toContain(first.slice(folder.length + 1));
  await ask(cacheIn(folder, start + 2 * longest + day), { ...other, command: 'validate' });
  expect(readdirSync(folder)).not.toContain(first.slice(folder.length + 1));
  expect(readdirSync(folder)).toContain('notes.txt');
});
