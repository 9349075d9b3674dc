import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/cli/support/temporary-folder.ts';
import { optionsWith } from '../../../test/support/fixtures.ts';
import type { Emitted } from '../../target/source-map.ts';
import { ownPath } from '../../target/file-path.ts';
import { keptEmissions, type Shelf } from './emissions.ts';
import { makeStore } from './store.ts';
import { textsIn } from './texts.ts';

const { target: options } = optionsWith({});
const emitted: Emitted = {
  files: [{ path: ownPath('nginx.conf'), text: 'events {}\n# ’\n' }],
  sourceMap: () => [],
};

function shelfIn(folder: string): Shelf {
  const store = makeStore(folder, () => 0);
  return { store, texts: textsIn(store) };
}

test('files of a Gateway are found again by what they were made of', () => {
  const folder = temporaryFolder();
  keptEmissions(new Map(), options, shelfIn(folder)).set('nginx a', emitted);
  const find = (key: string, wanted = options) =>
    keptEmissions(new Map(), wanted, shelfIn(folder)).get(key)?.files;
  expect(find('nginx a')).toEqual(emitted.files);
  expect(find('nginx b')).toBeUndefined();
  expect(find('nginx a', { ...options, portOffset: 1 })).toBeUndefined();
});

test('with any damage there are none, and they are written again', () => {
  const folder = temporaryFolder();
  const memory = () => keptEmissions(new Map(), options, shelfIn(folder));
  memory().set('nginx a', emitted);
  const names = readdirSync(folder);
  expect(names).toHaveLength(2);
  for (const name of names) {
    const path = join(folder, name);
    const bytes = readFileSync(path);
    bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20);
    writeFileSync(path, bytes);
    expect(memory().get('nginx a')).toBeUndefined();
    memory().set('nginx a', emitted);
    expect(memory().get('nginx a')?.files).toEqual(emitted.files);
  }
});

test('an entry that says something else is none', () => {
  const folder = temporaryFolder();
  const { store, texts } = shelfIn(folder);
  const digests: Uint8Array[] = [];
  const keep: typeof store.keep = (digest, make) => {
    digests.push(digest);
    store.keep(digest, make);
  };
  keptEmissions(new Map(), options, { store: { ...store, keep }, texts }).set('nginx a', emitted);
  expect(digests).toHaveLength(1);
  for (const head of [null, 1, {}, [null], [{ path: 'nginx.conf', text: new Uint8Array(32) }]]) {
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    for (const digest of digests) shelfIn(folder).store.keep(digest, () => ({ head, texts: [] }));
    expect(readdirSync(folder)).toHaveLength(1);
    expect(keptEmissions(new Map(), options, shelfIn(folder)).get('nginx a')).toBeUndefined();
  }
});
