import type { Staged } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { JsonObject } from './document.ts';
import { defaultLimits } from './limits.ts';
import { makeWords } from './plain/index.ts';
import { readDocument } from './read-document.ts';
import { splitDocuments } from './split.ts';

/**
 * The object that a file is, a List as it stands. Null when it holds none, several documents, or one that cannot be
 * read; the diagnostics say why in the last case.
 */
export function readObject(file: SourceFile): Staged<JsonObject | null> {
  if (file.text.length > defaultLimits.fileLength) return { value: null, diagnostics: [] };
  const objects: JsonObject[] = [];
  for (const chunk of splitDocuments(file)) {
    if (chunk.kind !== 'document') return { value: null, diagnostics: [] };
    const read = readDocument(chunk.document, defaultLimits, makeWords());
    if (read.kind === 'refused') return { value: null, diagnostics: read.diagnostics };
    if (read.kind === 'object') objects.push(read.value);
    if (objects.length > 1) return { value: null, diagnostics: [] };
  }
  return { value: objects[0] ?? null, diagnostics: [] };
}
