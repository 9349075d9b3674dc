import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changeFile } from './cached.mjs';
import { writeKubeconformSchemas } from './kubeconform-schemas.mjs';
import { describePeers, findPeers } from './peers.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatewright-peers-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const none = { egctl: null, kubeconform: null, egctlMost: 1000 };

test('a peer is the one that was given, else the first on PATH', () => {
  writeFileSync(join(folder, 'egctl'), '');
  const found = findPeers(none, `/nonexistent:${folder}`);
  expect(found).toEqual({ ...none, egctl: join(folder, 'egctl') });
  expect(() => findPeers({ ...none, egctl: '/nonexistent/egctl' }, '')).toThrow('no egctl at');
});

test('what is not there is told', () => {
  expect(describePeers(none)).toEqual([
    'egctl not measured: not installed',
    'kubeconform not measured: not installed',
  ]);
});

test('kubeconform gets a schema for every kind that is generated', () => {
  const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
  const count = writeKubeconformSchemas(root, folder);
  const files = readdirSync(folder);
  expect(files).toHaveLength(count);
  expect(files).toEqual(expect.arrayContaining(['httproute_v1.json', 'endpointslice_v1.json']));
  const route = JSON.parse(readFileSync(join(folder, 'httproute_v1.json'), 'utf8')) as unknown;
  expect(route).toHaveProperty('properties.spec.properties.hostnames.items.pattern');
});

test('every run changes another file, and the same file again in another way', () => {
  for (const name of ['00-infrastructure', 'route-0', 'route-1'])
    writeFileSync(join(folder, `${name}.yaml`), '      - path:\n          value: /api\n');
  const texts = () => readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  changeFile(folder, 1);
  expect(texts().map((text) => text.trim().split('/').at(-1))).toEqual(['api', 'api', 'api1']);
  changeFile(folder, 3);
  expect(texts().at(-1)).toContain('/api13');
});
