import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { DocumentText } from '../document-text.ts';
import { defaultLimits } from '../limits.ts';
import { readAnyDocument } from '../read-document.ts';
import { splitDocuments } from '../split.ts';
import { readPlainDocument } from './index.ts';
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

/** What is wrong with the plain reading of a document: nothing, when it is left to `yaml`. */
function difference(document: DocumentText, limits = defaultLimits): string | null {
  const plain = readPlainDocument(document, limits);
  if (plain === null) return null;
  const reference = readAnyDocument(document, limits);
  const expected = reference.kind === 'object' ? reference.value : reference.kind;
  const same =
    JSON.stringify(plain) === JSON.stringify(expected) && reference.diagnostics.length === 0;
  if (same) return null;
  const text = document.file.text.slice(document.start, document.end);
  return JSON.stringify({ text, plain, expected, diagnostics: reference.diagnostics }, null, 1);
}

test('the documents of the corpus are read as yaml reads them, and most of them at all', () => {
  expect(documents.map((each) => difference(each)).filter((each) => each !== null)).toEqual([]);
  const plain = documents.filter((each) => readPlainDocument(each, defaultLimits) !== null);
  expect(plain.length / documents.length).toBeGreaterThan(0.8);
});

// The full count is PLAIN_FUZZ=200000; it takes some minutes. PLAIN_SEED replays another series.
const count = Number(process.env['PLAIN_FUZZ'] ?? 3000);
const seed = Number(process.env['PLAIN_SEED'] ?? 1);

test(
  `${String(count)} changed documents are read as yaml reads them`,
  { timeout: 3_600_000 },
  () => {
    const sources = documents
      .map(({ file, start, end }) => file.text.slice(start, end))
      .filter((text) => text.length < 1500);
    const mutate = makeMutator(sources, seed);
    let accepted = 0;
    for (let made = 0; made < count; made++) {
      const document = documentOf(mutate());
      if (readPlainDocument(document, defaultLimits) !== null) accepted++;
      const found = difference(document) ?? difference(document, { ...defaultLimits, depth: 3 });
      if (found !== null) expect.fail(`document ${String(made)} of seed ${String(seed)}: ${found}`);
    }
    // Otherwise nothing was compared.
    expect(accepted).toBeGreaterThan(count / 5);
    if (process.env['PLAIN_FUZZ'] !== undefined)
      process.stdout.write(`${String(count)} documents, ${String(accepted)} read as plain\n`);
  },
);
