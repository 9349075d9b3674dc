import { atInput, atText, type Diagnostic, type Staged } from '../diagnostics/diagnostic.ts';
import type { DocumentRef } from '../source/place.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { ParsedDocument } from './document.ts';
import type { DocumentText } from './document-text.ts';
import { defaultLimits, type ParseLimits } from './limits.ts';
import { unwrap } from './list.ts';
import type { ReadMemory } from './memory.ts';
import { makeWords, type Words } from './plain/index.ts';
import { readDocument, type ReadResult } from './read-document.ts';
import { splitDocuments, type Chunk } from './split.ts';

/** Everything that the files hold, in their order. */
export interface ParsedInput {
  readonly documents: readonly ParsedDocument[];
  /** Documents that are not empty and could not be read: each has a diagnostic. */
  readonly refused: readonly DocumentRef[];
  /** Documents that are written plainly, as far as it is known. */
  readonly plain: ReadonlySet<DocumentRef>;
}

interface Collected {
  readonly words: Words;
  readonly documents: ParsedDocument[];
  readonly refused: DocumentRef[];
  readonly plain: Set<DocumentRef>;
  readonly diagnostics: Diagnostic[];
}

/**
 * Reads manifests as kubectl and the API server do. A bad document costs only itself: the others of
 * its file are read.
 *
 * @param memory - of an earlier reading with the same limits
 */
export function parseFiles(
  files: readonly SourceFile[],
  limits: ParseLimits = defaultLimits,
  memory: ReadMemory | null = null,
): Staged<ParsedInput> {
  const into: Collected = {
    words: makeWords(),
    documents: [],
    refused: [],
    plain: new Set(),
    diagnostics: [],
  };
  let length = 0;
  for (const file of files) {
    length += file.text.length;
    if (length > limits.totalLength) {
      into.diagnostics.push(atInput('parse/input-too-large', { most: limits.totalLength }));
      break;
    }
    parseFile(file, { limits, memory }, into);
    if (into.documents.length + into.refused.length > limits.documents) {
      into.diagnostics.push(atInput('parse/too-many-documents', { most: limits.documents }));
      break;
    }
  }
  const { documents, refused, plain, diagnostics } = into;
  return { value: { documents, refused, plain }, diagnostics };
}

interface Reading {
  readonly limits: ParseLimits;
  readonly memory: ReadMemory | null;
}

function parseFile(file: SourceFile, reading: Reading, into: Collected): void {
  const { limits } = reading;
  if (file.text.length > limits.fileLength) {
    const place = { file: file.name, start: 0, end: 0 };
    const args = { what: 'file', most: limits.fileLength };
    into.diagnostics.push(atText('parse/too-large', place, args));
    return;
  }
  let index = 0;
  for (const chunk of splitDocuments(file)) {
    if (parseChunk(chunk, index, reading, into)) index++;
    if (into.documents.length + into.refused.length > limits.documents) return;
  }
}

/** False for a document without content, which is not counted. */
function parseChunk(chunk: Chunk, index: number, reading: Reading, into: Collected): boolean {
  const ref = refOf(chunk.document, index);
  if (chunk.kind !== 'document') {
    into.refused.push(ref);
    into.diagnostics.push(problemOf(chunk));
    return true;
  }
  const result = readOnce(chunk.document, reading, into.words);
  for (const diagnostic of result.diagnostics) into.diagnostics.push(diagnostic);
  if (result.kind === 'refused') into.refused.push(ref);
  if (result.kind === 'object') {
    if (result.isPlain) into.plain.add(ref);
    const unwrapped = unwrap({ ref, value: result.value });
    for (const document of unwrapped.documents) into.documents.push(document);
    for (const item of unwrapped.refused) into.refused.push(item);
    for (const diagnostic of unwrapped.diagnostics) into.diagnostics.push(diagnostic);
  }
  return result.kind !== 'empty';
}

function readOnce(document: DocumentText, { limits, memory }: Reading, words: Words): ReadResult {
  if (memory === null) return readDocument(document, limits, words);
  const { file, start, end, syntax } = document;
  const documents = memory.documents[syntax];
  const text = file.text.slice(start, end);
  const known = documents.get(text);
  if (known !== undefined) return { kind: 'object', ...known, diagnostics: [] };
  const result = readDocument(document, limits, words);
  if (result.kind === 'object' && result.diagnostics.length === 0) {
    const { value, isPlain } = result;
    documents.set(text, { value, isPlain });
  }
  return result;
}

function refOf({ file, start, end }: DocumentText, index: number): DocumentRef {
  return { file: file.name, index, item: null, start, end };
}

function problemOf(chunk: Exclude<Chunk, { kind: 'document' }>): Diagnostic {
  const { file, start, end } = chunk.document;
  if (chunk.kind === 'bad-json') {
    const problem = 'text after a series of JSON objects that is not a JSON object';
    return atText('parse/syntax', { file: file.name, start, end: start }, { problem });
  }
  const line = file.text.slice(chunk.line, end).trimEnd();
  const place = { file: file.name, start: chunk.line, end: chunk.line + line.length };
  return atText('parse/separator', place, {});
}
