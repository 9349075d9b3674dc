import { splitDocuments, type DocumentText } from '../../parse/index.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { SchemaSource } from '../../validate/schema-set.ts';
import { digestOf } from './run-digest.ts';

/** Documents that follow each other and that one entry is kept for. */
export interface DocumentGroup {
  readonly digest: Buffer;
  readonly documents: readonly GroupedText[];
}

export interface GroupedText {
  readonly syntax: DocumentText['syntax'];
  readonly text: string;
}

/** Documents of a group, about: each entry is a file, and one changed document costs its whole group. */
const fewest = 16;
const usual = 64;
const most = 128;

/**
 * What speaks of Secrets is read anew in every run: nothing of it is kept, and whether it was there cannot be found out by
 * guessing.
 */
export function speaksOfSecrets(text: string): boolean {
  return text.includes('Secret');
}

/**
 * All documents in groups. Where a group ends depends on the text of its documents alone, so that a document that comes,
 * goes or changes leaves all groups but its own as they are, and so that files can be renamed.
 */
export function documentGroups(
  files: readonly SourceFile[],
  { channel, release }: SchemaSource,
): readonly DocumentGroup[] {
  const groups: DocumentGroup[] = [];
  let documents: GroupedText[] = [];
  const end = (): void => {
    if (documents.length === 0) return;
    const sizes = documents.map(({ syntax, text }) => `${syntax} ${String(text.length)}`).join();
    const parts = [channel, release, sizes, documents.map(({ text }) => text).join('')];
    groups.push({ digest: digestOf('documents', parts), documents });
    documents = [];
  };
  for (const file of files)
    for (const chunk of splitDocuments(file)) {
      if (chunk.kind !== 'document') continue;
      const { start, end: stop, syntax } = chunk.document;
      const text = file.text.slice(start, stop);
      if (speaksOfSecrets(text)) continue;
      documents.push({ syntax, text });
      const { length } = documents;
      if (length >= most || (length >= fewest && sampleOf(text) % (usual - fewest) === 0)) end();
    }
  end();
  return groups;
}

/** A number that differs for most texts (FNV-1a). */
function sampleOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
