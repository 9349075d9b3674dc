import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compile } from '../../src/compile.ts';
import type { Assets, CompileOptions } from '../../src/compile-options.ts';
import { parseFiles, type JsonValue } from '../../src/parse/index.ts';
import { compareText } from '../../src/util/compare.ts';
import { isError } from '../../src/diagnostics/diagnostic.ts';
import { listFixtures, optionsWith, repository } from '../support/fixtures.ts';
import { fieldOf, fromJson, isFields, sitesOf, textIn, type Node } from './node.ts';
import { printNode } from './print.ts';

export type OptionChanges = Partial<
  Pick<CompileOptions, 'assumeServices' | 'assumeSecrets' | 'targets'>
>;

/** A few documents that belong together. */
export interface Base {
  readonly documents: readonly Node[];
  readonly options: OptionChanges;
}

/** What mutants are made from. Nothing in it may be changed. */
export interface Seeds {
  /** From fixtures. */
  readonly bases: readonly Base[];
  /** Those that some target accepts as they stand. */
  readonly acceptedBases: readonly Base[];
  /** One document each, valid or not, of every kind. */
  readonly singles: readonly Node[];
  /** Values that fields of a name have somewhere. */
  readonly donors: ReadonlyMap<string, readonly Node[]>;
  /** YAML as somebody wrote it. */
  readonly texts: readonly string[];
}

const mostDocuments = 7;
const mostSize = 6000;
const mostDonors = 60;

/** Reads fixtures and corpus, in an order that is the same everywhere. */
export function loadSeeds(assets: Assets): Seeds {
  const bases: Base[] = [];
  const texts: string[] = [];
  for (const { inputs, options } of listFixtures('')) {
    const documents = parseFiles(inputs).value.documents.map(({ value }) => fromJson(value));
    const { assumeServices, assumeSecrets } = options;
    for (const related of relatedSets(documents))
      bases.push(
        settled({ documents: related, options: { assumeServices, assumeSecrets } }, assets),
      );
    for (const { text } of inputs) texts.push(...chunksOf(text));
  }
  const corpus = corpusFiles();
  for (const text of corpus) texts.push(...chunksOf(text));
  const singles = parseFiles(corpus.map((text, at) => ({ name: `${String(at)}.yaml`, text })))
    .value.documents.map(({ value }) => fromJson(value as JsonValue))
    .filter((each) => printNode(each, 'json').length < mostSize);
  const all = [...new Set(bases.flatMap(({ documents }) => documents)), ...singles];
  const acceptedBases = bases.filter(({ options }) => options.targets !== undefined);
  return { bases, acceptedBases, singles, donors: donorsOf(all), texts };
}

const targetSets = [['nginx', 'envoy'], ['envoy'], ['nginx']] as const;

/** A base for the targets that accept it as it stands: most of its mutants are refused for nothing else. */
function settled(base: Base, assets: Assets): Base {
  const text = base.documents.map((each) => printNode(each, 'block')).join('---\n');
  const accepted = targetSets.find((targets) => {
    const options = optionsWith({ ...base.options, targets, channel: 'experimental' });
    return !compile([{ name: 'base.yaml', text }], options, assets).diagnostics.some(isError);
  });
  return accepted === undefined
    ? base
    : { ...base, options: { ...base.options, targets: accepted } };
}

function corpusFiles(): readonly string[] {
  const root = path.join(repository, 'fixtures/corpus');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .sort(compareText)
    .map((file) => readFileSync(path.join(root, file), 'utf8'));
}

/** Texts of a few documents, so that a change of one byte meets little else. */
function chunksOf(text: string): readonly string[] {
  if (text.length <= mostSize) return [text];
  const documents = text.split(/^---\n/m).filter(({ length }) => length > 0 && length < mostSize);
  const chunks: string[] = [];
  for (let at = 0; at < documents.length; at += 4)
    chunks.push(documents.slice(at, at + 4).join('---\n'));
  return chunks.filter(({ length }) => length < mostSize * 2);
}

const kindOf = (node: Node): string => textIn(fieldOf(node, 'kind'));
const nameOf = (node: Node): string => textIn(fieldOf(fieldOf(node, 'metadata') ?? null, 'name'));

/** For each route and policy of a fixture: itself, what it names, and what names that. */
function relatedSets(documents: readonly Node[]): readonly (readonly Node[])[] {
  const mentions = new Map(documents.map((each) => [each, stringsIn(each)]));
  const names = (from: Node, to: Node) => mentions.get(from)?.has(nameOf(to)) === true;
  const heads = documents.filter((each) => /Route$|Policy$|Set$|Grant$/.test(kindOf(each)));
  return heads.map((head) => {
    const related = new Set([head]);
    for (let round = 0; round < 3; round++)
      for (const each of documents)
        if (related.size < mostDocuments && [...related].some((known) => names(known, each)))
          related.add(each);
    for (const each of documents)
      if (related.size < mostDocuments && /Grant$|Policy$|Slice$|Namespace$/.test(kindOf(each)))
        if ([...related].some((known) => names(each, known))) related.add(each);
    return [...related];
  });
}

function stringsIn(document: Node): ReadonlySet<string> {
  const values = sitesOf(document).map(({ get }) => get());
  return new Set(values.filter((value) => typeof value === 'string'));
}

function donorsOf(documents: readonly Node[]): ReadonlyMap<string, readonly Node[]> {
  const donors = new Map<string, Map<string, Node>>();
  for (const document of documents)
    for (const { parent, name, get } of sitesOf(document)) {
      if (!isFields(parent)) continue;
      const known = donors.get(name) ?? new Map<string, Node>();
      donors.set(name, known);
      const text = printNode(get(), 'json');
      if (known.size < mostDonors && text.length < 1000) known.set(text, get());
    }
  return new Map([...donors].map(([name, values]) => [name, [...values.values()]]));
}
