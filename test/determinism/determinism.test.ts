import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseAllDocuments, visit } from 'yaml';
import type { SourceFile } from '../../src/source/source-file.ts';
import { listFixtures } from '../support/fixtures.ts';
import { majors } from '../support/nodes/install.mjs';
import { shuffled } from '../support/purity.ts';
import { compileFixtures, type Outcome, type Variant } from './support/fixtures-run.ts';

const all = /./;
/** What a proxy reads: the rest tells lines and columns, which change when a text does. */
const served = /\/(nginx\.conf|envoy\.json|tls\/.*)$/;

const base: Variant = { env: { LC_ALL: 'C', TZ: 'UTC' } };
const variants: readonly (readonly [string, RegExp, Variant])[] = [
  [
    'with German words and dates in India, umask 0000 and absolute paths in another order',
    all,
    { env: locale('de_DE.UTF-8', 'Asia/Kolkata'), umask: 0, absolute: true },
  ],
  [
    'with the Turkish i in New York and umask 0077',
    all,
    { env: locale('tr_TR.UTF-8', 'America/New_York'), umask: 0o077 },
  ],
  ['with CRLF', all, { rewrite: withText((text) => text.replaceAll(/\r?\n/g, '\r\n')) }],
  ...majors.map((major) => [`in Node ${major}`, all, { node: major }] as const),
  ['with documents and files in the opposite order', served, { rewrite: shuffled }],
  [
    'with the keys of all objects in the opposite order',
    served,
    { rewrite: withText(reversedKeys) },
  ],
];

const root = mkdtempSync(join(tmpdir(), 'gatewright-determinism-'));
const outcomes = new Map<Variant, Outcome>();

// Several at a time: most of a run is waiting for the disk.
beforeAll(async () => {
  const waiting = [base, ...variants.map(([, , variant]) => variant)].entries();
  const work = async (): Promise<void> => {
    for (const [index, variant] of waiting)
      outcomes.set(variant, await compileFixtures(join(root, `${index}`), variant));
  };
  await Promise.all([work(), work(), work()]);
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

test('the fixtures compile to something', () => {
  const names = [...(outcomes.get(base)?.keys() ?? [])].filter((name) => !name.includes(': mode'));
  const count = (end: string) => names.filter((name) => name.endsWith(end)).length;
  expect(count(': printed')).toBe(listFixtures().length);
  for (const file of ['/report.sarif', '/report.gitlab', '/report.text'])
    expect(count(file)).toBe(listFixtures().length);
  for (const file of ['/nginx.conf', '/envoy.json', '/sourcemap.json'])
    expect(count(file)).toBeGreaterThan(60);
});

test.each(variants)('%s the bytes are the same', (_, which, variant) => {
  const of = (outcome: Outcome = new Map<string, string>()) =>
    [...outcome].filter(([name]) => which.test(name)).sort();
  const [here, there] = [of(outcomes.get(base)), of(outcomes.get(variant))];
  expect(there.map(([name]) => name)).toEqual(here.map(([name]) => name));
  const differ = here.filter(([, text], index) => there[index]?.[1] !== text);
  expect(differ.map(([name]) => name)).toEqual([]);
  expect(here.length).toBeGreaterThan(100);
});

function locale(name: string, zone: string) {
  return { LANG: name, LC_ALL: name, TZ: zone };
}

function withText(change: (text: string) => string) {
  return (files: readonly SourceFile[]): readonly SourceFile[] =>
    files.map(({ name, text }) => ({ name, text: change(text) }));
}

/** The same documents; a text with errors is left as it is. */
function reversedKeys(text: string): string {
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return text;
  for (const document of documents)
    visit(document, {
      Map: (_, node) => {
        node.items.reverse();
      },
    });
  return documents.map((document) => String(document)).join('');
}
