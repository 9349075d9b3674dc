import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/cli/support/temporary-folder.ts';
import { loadSchemas } from '../../assets/load.ts';
import { makeCompileMemory, type CompileMemory } from '../../compile-memory.ts';
import { defaultLimits, parseFiles } from '../../parse/index.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { validate } from '../../validate/index.ts';
import { documentGroups } from './document-groups.ts';
import { keepDocuments, recallDocuments } from './documents.ts';
import { makeStore, type Store } from './store.ts';

const source = { channel: 'standard', release: '1.7' } as const;
const schemas = await loadSchemas();

function storeIn(folder: string): Store {
  return makeStore(folder, () => 0);
}

function service(name: string, more = ''): string {
  return `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n${more}spec:\n  ports:\n    - port: 80\n`;
}

/** One file for each of some Services. */
function services(count: number): readonly SourceFile[] {
  return Array.from({ length: count }, (_, position) => ({
    name: `${String(position)}.yaml`,
    text: service(`s-${String(position)}`),
  }));
}

/** Reads and judges files with a memory. */
function read(files: readonly SourceFile[], { reading, judging }: CompileMemory) {
  const parsed = parseFiles(files, defaultLimits, reading);
  return { parsed, validated: validate(parsed.value.documents, schemas, source, judging) };
}

/** What a run keeps of files is all that the next one has of them. */
function remade(files: readonly SourceFile[], store: Store): CompileMemory {
  const groups = documentGroups(files, source);
  const [first, second] = [makeCompileMemory(), makeCompileMemory()];
  read(files, first);
  keepDocuments(groups, first, store);
  recallDocuments(groups, second, store);
  return second;
}

function known({ reading }: CompileMemory): number {
  return reading.documents.yaml.size + reading.documents.json.size;
}

test('a document that comes, goes or changes leaves most groups as they are', () => {
  const files = services(2000);
  const digests = (some: readonly SourceFile[]): ReadonlySet<string> =>
    new Set(documentGroups(some, source).map(({ digest }) => digest.toString('hex')));
  const before = digests(files);
  expect(before.size).toBeGreaterThan(2000 / 128);
  expect(before.size).toBeLessThan(2000 / 16);
  for (const changed of [
    files.toSpliced(700, 1),
    files.toSpliced(700, 0, { name: 'new.yaml', text: service('new') }),
    files.toSpliced(700, 1, { name: 'changed.yaml', text: service('changed') }),
    [{ name: 'first.yaml', text: service('first') }, ...files],
  ]) {
    const fresh = [...digests(changed)].filter((digest) => !before.has(digest));
    expect(fresh.length).toBeGreaterThan(0);
    expect(fresh.length).toBeLessThan(5);
  }
  // Names of files, and how documents are spread over files, make no difference.
  const renamed = files.map(({ text }, position) => ({ name: `x${String(position)}`, text }));
  expect(digests(renamed)).toEqual(before);
  expect(
    digests([{ name: 'all.yaml', text: files.map(({ text }) => text).join('---\n') }]),
  ).toEqual(before);
  // Schemas do.
  expect(documentGroups(files, { ...source, channel: 'experimental' })[0]?.digest).not.toEqual(
    documentGroups(files, source)[0]?.digest,
  );
});

test('what comes back is what was read and judged', () => {
  const route = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: r, labels: { constructor: a }, annotations: { a: "1" }, generation: 3 }
spec: { rules: [{ backendRefs: [{ name: s, port: 80 }] }] }
`;
  const odd =
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata: { __proto__: "a", "1": "b", toString: "\\u2028" }\n';
  const files = [
    route,
    odd,
    '{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "n"}}',
    service('s'),
  ].map((text, position) => ({ name: `${String(position)}.yaml`, text }));
  const memory = remade(files, storeIn(temporaryFolder()));
  expect(known(memory)).toBe(files.length);
  const [anew, again] = [read(files, makeCompileMemory()), read(files, memory)];
  expect(again).toEqual(anew);
  const [first] = again.parsed.value.documents;
  expect(Object.getPrototypeOf(first?.value)).toBeNull();
  expect(Object.getPrototypeOf(first?.value['metadata'])).toBeNull();
  for (const { value } of again.parsed.value.documents)
    expect(memory.judging.valid.has(value)).toBe(true);
  const [object] = again.validated.value.objects;
  expect(Object.getPrototypeOf(object?.value)).toBeNull();
});

test('documents with findings are read anew', () => {
  const files = [
    service('good'),
    service('doubtful', 'metadata:\n  name: twice\n'),
    service('empty', '  labels: { a: yes }\n'),
    'not: [closed',
  ].map((text, position) => ({ name: `${String(position)}.yaml`, text }));
  const memory = remade(files, storeIn(temporaryFolder()));
  expect([...memory.reading.documents.yaml.keys()]).toEqual([service('good')]);
  expect(read(files, memory)).toStrictEqual(read(files, makeCompileMemory()));
});

test('nothing of Secrets is kept, however their kind is written', () => {
  const secret = (kind: string): string =>
    `apiVersion: v1\nkind: ${kind}\nmetadata: { name: a }\nstringData: { a: hidden }\n`;
  const files = [...services(20), { name: 'secret.yaml', text: secret('Secret') }];
  const [plain, ...more] = [documentGroups(services(20), source), documentGroups(files, source)];
  expect(more).toEqual([plain]);
  const folder = temporaryFolder();
  const memory = remade(
    [...services(5), { name: 'b.yaml', text: secret('"Se\\u0063ret"') }],
    storeIn(folder),
  );
  expect(known(memory)).toBe(0);
  expect(readdirSync(folder)).toEqual([]);
});

test('what is damaged, or no list of as many documents, is none, and is replaced', () => {
  const folder = temporaryFolder();
  const files = services(3);
  const groups = documentGroups(files, source);
  expect(known(remade(files, storeIn(folder)))).toBe(3);
  const [name = ''] = readdirSync(folder);
  const path = join(folder, name);
  const bytes = readFileSync(path);
  for (const damaged of [
    bytes.subarray(0, 40),
    bytes.subarray(1),
    Buffer.concat([bytes, bytes]),
    Buffer.alloc(0),
  ]) {
    writeFileSync(path, damaged);
    const memory = makeCompileMemory();
    recallDocuments(groups, memory, storeIn(folder));
    expect(known(memory)).toBe(0);
    expect(known(remade(files, storeIn(folder)))).toBe(3);
  }
  for (const json of [
    '',
    '{',
    'null',
    '[]',
    '{"length": 3}',
    '[null, null]',
    '[null, null, null, null]',
    '[1, 2, 3]',
  ]) {
    writeFileSync(path, '');
    const [{ digest } = { digest: Buffer.alloc(0) }] = groups;
    storeIn(folder).keep(digest, () => ({ head: null, texts: [json] }));
    const memory = makeCompileMemory();
    recallDocuments(groups, memory, storeIn(folder));
    expect(known(memory)).toBe(0);
  }
});
