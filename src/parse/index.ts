import { atText, type Diagnostic, type Staged } from '../diagnostics/diagnostic.ts';
import type { DocumentRef } from '../source/place.ts';
import type { SourceFile } from '../source/source-file.ts';
import { isJsonObject, type JsonValue, type ParsedDocument } from './document.ts';
import { defaultLimits, type ParseLimits } from './limits.ts';
import { readDocument } from './read-document.ts';
import { isEmptyDocument, splitDocuments } from './split.ts';

export type { JsonObject, JsonValue, ParsedDocument } from './document.ts';
export { defaultLimits, type ParseLimits } from './limits.ts';
export { makeLocator, type Locator } from './locate.ts';

/** All objects of the input, in the order of the files; lists are unwrapped. */
export interface ParsedInput {
  readonly documents: readonly ParsedDocument[];
}

/** Reads YAML and JSON as Kubernetes does. A document that cannot be read costs only itself. */
export function parseFiles(
  files: readonly SourceFile[],
  limits: ParseLimits = defaultLimits,
): Staged<ParsedInput> {
  const documents: ParsedDocument[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const file of files) parseFile(file, limits, documents, diagnostics);
  return { value: { documents }, diagnostics };
}

function parseFile(
  { name, text }: SourceFile,
  limits: ParseLimits,
  documents: ParsedDocument[],
  diagnostics: Diagnostic[],
): void {
  const tooLarge = (what: string, limit: number, at: number): void => {
    const place = { file: name, start: at, end: at };
    diagnostics.push(atText('parse/too-large', place, { what, limit }));
  };
  if (text.length > limits.fileLength) {
    tooLarge('characters', limits.fileLength, limits.fileLength);
    return;
  }
  // A byte order mark at the very beginning is how some editors save UTF-8.
  const offset = text.startsWith('\ufeff') ? 1 : 0;
  let index = 0;
  for (const chunk of splitDocuments(text.slice(offset))) {
    const start = chunk.start + offset;
    const end = chunk.end + offset;
    if (chunk.kind === 'bad-separator') {
      diagnostics.push(atText('parse/separator', { file: name, start, end }, {}));
      continue;
    }
    if (isEmptyDocument(text.slice(start, end))) continue;
    if (index === limits.documents) {
      tooLarge('documents', limits.documents, start);
      return;
    }
    const read = readDocument({ file: name, text, start, end }, limits);
    diagnostics.push(...read.diagnostics);
    const ref: DocumentRef = { file: name, index, item: null, start, end };
    if (read.kind === 'value') documents.push(...objectsOf(read.value, ref, diagnostics));
    index += 1;
  }
}

/** The object of a document, or the items of a `kind: List`. */
function objectsOf(
  value: JsonValue,
  ref: DocumentRef,
  diagnostics: Diagnostic[],
): readonly ParsedDocument[] {
  if (!isJsonObject(value)) {
    diagnostics.push(atText('parse/not-an-object', ref, {}));
    return [];
  }
  const { kind, items } = value;
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items))
    return [{ ref, value }];
  return (items as readonly JsonValue[]).flatMap((item, position) => {
    if (isJsonObject(item)) return [{ ref: { ...ref, item: position }, value: item }];
    diagnostics.push(atText('parse/not-an-object', ref, {}));
    return [];
  });
}
