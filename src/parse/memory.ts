import type { JsonObject } from './document.ts';
import type { DocumentText } from './document-text.ts';

/**
 * What reading documents gave, by their text. Two states of the same manifests have most documents in common, and
 * reading them is a large part of the work; the result is the same with and without it.
 */
export interface ReadMemory {
  /** Documents that nothing was found in, by syntax and text. */
  readonly documents: Readonly<Record<DocumentText['syntax'], Map<string, KnownDocument>>>;
  /** Where fields stand within a document, by field and part; null to find them anew. */
  readonly ranges: Map<string, Map<string, readonly [start: number, end: number]>> | null;
}

export interface KnownDocument {
  readonly value: JsonObject;
  /** Whether the reader of plain documents read it. */
  readonly isPlain: boolean;
}

export function makeReadMemory(): ReadMemory {
  return { documents: { yaml: new Map(), json: new Map() }, ranges: new Map() };
}
