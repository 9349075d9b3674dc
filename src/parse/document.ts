import type { DocumentRef } from '../source/place.ts';

/** JSON as YAML documents hold it. Objects have no prototype, so any key is only data. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** One object of the input, before anything is known of its kind. */
export interface ParsedDocument {
  readonly ref: DocumentRef;
  readonly value: JsonObject;
}

/** True for maps. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isJsonList(value);
}

/** `Array.isArray` for readonly lists. */
export function isJsonList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
