import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { FieldPath } from '../../source/field-path.ts';
import { isJsonList, isJsonObject, type JsonValue } from '../document.ts';
import { composedPlacesOf, placesOf } from '../document-places.ts';
import type { DocumentText } from '../document-text.ts';
import { defaultLimits } from '../limits.ts';
import { readAnyDocument } from '../read-document.ts';
import { splitDocuments } from '../split.ts';
import { makeWords, readPlainDocument } from './index.ts';
import { makeMutator } from '../../../test/support/mutate.ts';

const fixtures = path.resolve(import.meta.dirname, '../../../fixtures');

/** Every YAML document of the fixtures and of the corpus. */
const documents: readonly DocumentText[] = readdirSync(fixtures, {
  recursive: true,
  encoding: 'utf8',
})
  .filter((name) => /\.ya?ml$/.test(name))
  .sort()
  .flatMap((name) => {
    const text = readFileSync(path.join(fixtures, name), 'utf8');
    return [...splitDocuments({ name, text })].map(({ document }) => document);
  });

const documentOf = (text: string): DocumentText => ({
  file: { name: 'x.yaml', text },
  start: 0,
  end: text.length,
  syntax: 'yaml',
});

/** True when every entry, and one that is not there, is found where `yaml` finds it. */
function samePlaces(document: DocumentText, value: JsonValue): boolean {
  const plain = placesOf(document, makeWords());
  const composed = composedPlacesOf(document);
  return pathsOf(value).every((path) =>
    (['key', 'value'] as const).every(
      (part) => JSON.stringify(plain(path, part)) === JSON.stringify(composed(path, part)),
    ),
  );
}

function pathsOf(value: JsonValue): readonly FieldPath[] {
  if (typeof value !== 'object' || value === null) return [[], ['missing']];
  const steps = isJsonList(value) ? [...value.keys()] : Object.keys(value);
  const below = steps.flatMap((step) =>
    pathsOf(isJsonObject(value) ? (value[step] ?? null) : (value[Number(step)] ?? null)).map(
      (path) => [step, ...path],
    ),
  );
  return [[], ['missing'], [7], ...below];
}

/** What is wrong with the plain reading of a document: nothing, when it is left to `yaml`. */
function difference(
  document: DocumentText,
  limits = defaultLimits,
  withPlaces = true,
): string | null {
  const plain = readPlainDocument(document, limits);
  if (plain === null) return null;
  const reference = readAnyDocument(document, limits);
  const expected = reference.kind === 'object' ? reference.value : reference.kind;
  const same =
    (!withPlaces || samePlaces(document, plain)) &&
    JSON.stringify(plain) === JSON.stringify(expected) &&
    reference.diagnostics.length === 0;
  if (same) return null;
  const text = document.file.text.slice(document.start, document.end);
  return JSON.stringify({ text, plain, expected, diagnostics: reference.diagnostics }, null, 1);
}

test.each([
  ['an anchor', 'a: &x b'],
  ['a tag', 'a: !!str b'],
  ['what YAML 1.1 and 1.2 read differently', 'a: yes'],
  ['a key that is no string', '80: a'],
  ['a value on two lines', 'a: b\n  c'],
  ['a tab', 'a:\tb'],
  ['a key twice', 'a: 1\na: 2'],
  ['a carriage return', 'a: b\r\n'],
  ['brackets on two lines', 'a: [b,\n  c]'],
  ['a merge', '<<: {a: b}'],
  ['text after the document', 'a: b\n...\n'],
  ['blanks after a literal block', 'a: |\n  b\n '],
  ['a folded block', 'a: >\n  b\n'],
])('%s is left to yaml', (_, text) => {
  expect(readPlainDocument(documentOf(text), defaultLimits)).toBe(null);
});

// The full comparison: PLAIN_FUZZ=200000 npx vitest run src/parse/plain. It takes some minutes, and 81,000 of the
// documents of seed 7 are plain. PLAIN_SEED makes another series, or replays one.
const isFull = process.env['PLAIN_FUZZ'] !== undefined;
const count = Number(process.env['PLAIN_FUZZ'] ?? 1000);
const seed = Number(process.env['PLAIN_SEED'] ?? 1);
const timeout = 3_600_000;

test('the corpus is read as yaml reads it, and most of it is plain', { timeout }, () => {
  const compared = documents.filter((_, index) => isFull || index % 20 === seed % 20);
  expect(compared.map((each) => difference(each)).filter((each) => each !== null)).toEqual([]);
  const plain = documents.filter((each) => readPlainDocument(each, defaultLimits) !== null);
  expect(plain.length / documents.length).toBeGreaterThan(0.8);
});

test(`${String(count)} changed documents are read as yaml reads them`, { timeout }, () => {
  const sources = documents
    .map(({ file, start, end }) => file.text.slice(start, end))
    .filter((text) => text.length < 1500);
  const mutate = makeMutator(sources, seed);
  let accepted = 0;
  for (let made = 0; made < count; made++) {
    const document = documentOf(mutate());
    if (readPlainDocument(document, defaultLimits) !== null) accepted++;
    // Places take far longer to compare than values.
    const found =
      difference(document, defaultLimits, made % 10 === 0) ??
      difference(document, { ...defaultLimits, depth: 3 }, false);
    if (found !== null) expect.fail(`document ${String(made)} of seed ${String(seed)}: ${found}`);
  }
  // Otherwise nothing was compared.
  expect(accepted).toBeGreaterThan(count / 5);
  if (isFull)
    process.stdout.write(`${String(count)} documents, ${String(accepted)} read as plain\n`);
});
