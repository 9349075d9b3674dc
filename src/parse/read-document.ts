import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { checkCharacters } from './characters.ts';
import { isJsonObject, type JsonObject } from './document.ts';
import type { DocumentText } from './document-text.ts';
import type { ParseLimits } from './limits.ts';
import { readPlainDocument, type Words } from './plain/index.ts';
import { readJson } from './read-json.ts';
import { readYaml } from './read-yaml.ts';
import { boundedReport, Refusal, refusal } from './refusal.ts';

/** What became of one document. */
export type ReadResult =
  /** Only comments, or null: kubectl passes over it. */
  | { readonly kind: 'empty'; readonly diagnostics: readonly Diagnostic[] }
  | {
      readonly kind: 'object';
      readonly value: JsonObject;
      /** Whether the reader of plain documents read it. */
      readonly isPlain: boolean;
      readonly diagnostics: readonly Diagnostic[];
    }
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[] };

/** Reads one document. This is the only way to its value, whatever the reader behind it. */
export function readDocument(
  document: DocumentText,
  limits: ParseLimits,
  words: Words,
): ReadResult {
  const plain = readPlainDocument(document, limits, words);
  if (plain !== null) return { kind: 'object', value: plain, isPlain: true, diagnostics: [] };
  return readAnyDocument(document, limits);
}

/** Reads one document without the reader of plain ones. */
export function readAnyDocument(document: DocumentText, limits: ParseLimits): ReadResult {
  const diagnostics: Diagnostic[] = [];
  try {
    const report = boundedReport(diagnostics, limits.findings);
    const source = document.file.text.slice(document.start, document.end);
    const text = checkCharacters(document, source, report);
    const read = document.syntax === 'json' ? readJson : readYaml;
    const value = read(document, text, limits, report);
    if (value === null) return { kind: 'empty', diagnostics };
    if (!isJsonObject(value)) {
      const start = text.search(/\S/);
      throw refusal(document, 'parse/not-an-object', [start, start + 1], {});
    }
    return { kind: 'object', value, isPlain: false, diagnostics };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: 'refused', diagnostics: [...diagnostics, error.diagnostic] };
  }
}
