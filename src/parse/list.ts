import { atText, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { DocumentRef } from '../source/place.ts';
import {
  isJsonList,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ParsedDocument,
} from './document.ts';
import { identify } from './identify.ts';
import { openObject } from './json-object.ts';

/** The objects that one document stands for, and the items of a List that are none. */
export interface Unwrapped {
  readonly documents: readonly ParsedDocument[];
  readonly refused: readonly DocumentRef[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Takes a `kind: List`, or a typed list such as `HTTPRouteList`, apart as kubectl does. Items of a
 * typed list that name no kind get the list's (k8s.io/apimachinery, `UnstructuredJSONScheme`).
 */
export function unwrap(document: ParsedDocument): Unwrapped {
  const { ref, value } = document;
  const items = itemsOf(value);
  if (items === null) return { documents: [document], refused: [], diagnostics: [] };
  const documents: ParsedDocument[] = [];
  const refused: DocumentRef[] = [];
  const diagnostics: Diagnostic[] = [];
  items.forEach((item, index) => {
    const itemRef = { ...ref, item: index };
    if (isJsonObject(item)) {
      documents.push({ ref: itemRef, value: withKind(item, value) });
      return;
    }
    refused.push(itemRef);
    const { file, start, end } = ref;
    diagnostics.push(atText('parse/list-item', { file, start, end }, { item: index }));
  });
  return { documents, refused, diagnostics };
}

function itemsOf(value: JsonObject): readonly JsonValue[] | null {
  const { kind } = value;
  if (typeof kind !== 'string' || !kind.endsWith('List') || !('items' in value)) return null;
  const items = value['items'] ?? [];
  return isJsonList(items) ? items : null;
}

function withKind(item: JsonObject, list: JsonObject): JsonObject {
  const kind = identify(list)?.kind.slice(0, -'List'.length) ?? '';
  if (kind === '' || 'kind' in item || 'apiVersion' in item) return item;
  const typed = openObject();
  typed['apiVersion'] = list['apiVersion'] ?? null;
  typed['kind'] = kind;
  for (const [key, member] of Object.entries(item)) typed[key] = member;
  return typed;
}
