import type { DocumentMemory } from '../../compile-memory.ts';
import { adoptJson, isJsonObject, type JsonObject, type KnownDocument } from '../../parse/index.ts';
import type { JudgedObject } from '../../validate/index.ts';
import { speaksOfSecrets, type DocumentGroup } from './document-groups.ts';
import type { Store } from './store.ts';

/** A document as an entry has it; null for one that has to be read anew. */
type KeptDocument =
  readonly [value: JsonObject, isPlain: boolean, judged: KeptObject | null] | null;

/** A valid object; its value is null where it is the one that was read. */
type KeptObject = readonly [
  id: JudgedObject['id'],
  labels: readonly (readonly [string, string])[],
  annotations: readonly (readonly [string, string])[],
  creationTimestamp: string | null,
  generation: number,
  value: JsonObject | null,
];

/** Brings what is kept of documents into a memory, for those that are not in it yet. */
export function recallDocuments(
  groups: readonly DocumentGroup[],
  { reading, judging }: DocumentMemory,
  store: Store,
): void {
  for (const { digest, documents } of groups) {
    if (documents.every(({ syntax, text }) => reading.documents[syntax].has(text))) continue;
    const known = store.read(digest, ({ texts: [json = ''] }) => {
      const list = JSON.parse(json) as readonly KeptDocument[];
      return list.length === documents.length ? list.map(recalled) : null;
    });
    documents.forEach(({ syntax, text }, position) => {
      const document = known?.[position] ?? null;
      if (document === null) return;
      const { value, isPlain, judged } = document;
      reading.documents[syntax].set(text, { value, isPlain });
      if (judged !== null) judging.valid.set(value, judged);
    });
  }
}

/** Keeps what a memory has of documents. */
export function keepDocuments(
  groups: readonly DocumentGroup[],
  { reading, judging }: DocumentMemory,
  store: Store,
): void {
  for (const { digest, documents } of groups)
    store.keep(digest, () => {
      const texts = documents.map(({ syntax, text }) => {
        const known = reading.documents[syntax].get(text);
        return known === undefined ? 'null' : JSON.stringify(keptOf(known, judging));
      });
      // Escapes can hide what a document speaks of.
      if (texts.some(speaksOfSecrets)) return null;
      return { head: null, texts: [`[${texts.join()}]`] };
    });
}

function keptOf(
  { value, isPlain }: KnownDocument,
  { valid }: DocumentMemory['judging'],
): KeptDocument {
  const judged = valid.get(value);
  if (judged === undefined) return [value, isPlain, null];
  const { labels, annotations, creationTimestamp, generation } = judged.meta;
  const own = judged.value === value ? null : judged.value;
  return [
    value,
    isPlain,
    [judged.id, [...labels], [...annotations], creationTimestamp, generation, own],
  ];
}

/** @throws Error for what `keptOf` has not made */
function recalled(
  kept: KeptDocument,
): (KnownDocument & { readonly judged: JudgedObject | null }) | null {
  if (kept === null) return null;
  const [value, isPlain, judged] = kept;
  if (!isJsonObject(value)) throw new Error('a document of the cache is no object');
  adoptJson(value);
  return { value, isPlain, judged: judged === null ? null : objectOf(judged, value) };
}

function objectOf(
  [id, labels, annotations, creationTimestamp, generation, own]: KeptObject,
  read: JsonObject,
): JudgedObject {
  if (own !== null) adoptJson(own);
  return {
    id,
    meta: {
      labels: new Map(labels),
      annotations: new Map(annotations),
      creationTimestamp,
      generation,
    },
    value: own ?? read,
  };
}
