import type { JsonObject } from './document.ts';

/**
 * What reading documents gave, by their text. Two states of the same manifests have most documents in common, and
 * reading them is a large part of the work; the result is the same with and without it.
 */
export interface ReadMemory {
  /** Of documents that nothing was found in. */
  readonly values: Map<string, JsonObject>;
  /** Where fields stand within a document, by field and part. */
  readonly ranges: Map<string, Map<string, readonly [start: number, end: number]>>;
}

export function makeReadMemory(): ReadMemory {
  return { values: new Map(), ranges: new Map() };
}
