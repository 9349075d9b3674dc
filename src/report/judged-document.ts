import type { Diagnostic, Staged } from '../diagnostics/diagnostic.ts';
import type { ParsedInput } from '../parse/index.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../parse/document.ts';
import type { DocumentRef } from '../source/place.ts';
import { compareText } from '../util/compare.ts';
import type { Verdict } from '../validate/index.ts';
import { documentFinder } from './find-document.ts';
import type { DocumentReport } from './model.ts';

/** What a document says it is, and the API server's answer to it. */
export interface JudgedDocument extends Pick<
  DocumentReport,
  'apiVersion' | 'kind' | 'namespace' | 'name' | 'verdict'
> {
  readonly ref: DocumentRef;
  /** The finding that kept the document from being read; null when it was read. */
  readonly refusal: Diagnostic | null;
}

/**
 * Every document of the input with its verdict, sorted by file and place. A document that could not be
 * read is invalid.
 *
 * @param verdicts - one for each document that was read, in their order.
 */
export function judgedDocuments(
  parsed: Staged<ParsedInput>,
  verdicts: readonly Verdict[],
): readonly JudgedDocument[] {
  const { documents, refused } = parsed.value;
  const judged = verdicts.map(({ document, verdict }, position): JudgedDocument => {
    const value = documents[position]?.value ?? {};
    return { ref: document, ...identityOf(value), verdict, refusal: null };
  });
  const unread = refused.map((ref): JudgedDocument => ({
    ref,
    ...identityOf({}),
    verdict: 'invalid',
    refusal: null,
  }));
  const all = [...judged, ...unread].sort((a, b) => compareRefs(a.ref, b.ref));
  return refused.length === 0 ? all : withRefusals(all, new Set(refused), parsed.diagnostics);
}

/** The reader stops at what it refuses, so that is the last finding of the document. */
function withRefusals(
  documents: readonly JudgedDocument[],
  refused: ReadonlySet<DocumentRef>,
  diagnostics: readonly Diagnostic[],
): readonly JudgedDocument[] {
  const find = documentFinder(documents.map(({ ref }) => ref));
  const refusals = new Map<number, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const position = find.about(diagnostic);
    if (position !== null) refusals.set(position, diagnostic);
  }
  return documents.map((document, position) =>
    refused.has(document.ref) ? { ...document, refusal: refusals.get(position) ?? null } : document,
  );
}

/** As written: a broken object may have some of it, or something that is no text. */
function identityOf(
  value: JsonObject,
): Pick<JudgedDocument, 'apiVersion' | 'kind' | 'namespace' | 'name'> {
  const metadata = isJsonObject(value['metadata']) ? value['metadata'] : null;
  return {
    apiVersion: textOf(value['apiVersion']),
    kind: textOf(value['kind']),
    namespace: textOf(metadata?.['namespace']),
    name: textOf(metadata?.['name']),
  };
}

function textOf(value: JsonValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function compareRefs(a: DocumentRef, b: DocumentRef): number {
  return (
    compareText(a.file, b.file) || a.start - b.start || a.index - b.index || itemOf(a) - itemOf(b)
  );
}

function itemOf(ref: DocumentRef): number {
  return ref.item ?? -1;
}
