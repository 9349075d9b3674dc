import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../parse/index.ts';

/** What a KRM function gets (kustomize, `functions-spec.md`), taken apart. */
export interface ResourceList {
  readonly apiVersion: string;
  readonly items: readonly JsonObject[];
  /** Null when there is none. */
  readonly functionConfig: JsonObject | null;
}

const versions: ReadonlySet<JsonValue | undefined> = new Set([
  'config.kubernetes.io/v1',
  'config.kubernetes.io/v1beta1',
  'config.kubernetes.io/v1alpha1',
]);

/** The ResourceList that an object is, or in words why it is none. */
export function resourceListOf(object: JsonObject): ResourceList | string {
  const { kind, apiVersion, items = [], functionConfig = null } = object;
  if (kind !== 'ResourceList' || typeof apiVersion !== 'string' || !versions.has(apiVersion))
    return 'it is no ResourceList of config.kubernetes.io';
  if (items !== null && !isJsonList(items)) return 'items is no list';
  const objects = (items ?? []).filter(isJsonObject);
  if (objects.length !== (items ?? []).length) return 'an item is no object';
  if (functionConfig !== null && !isJsonObject(functionConfig))
    return 'functionConfig is no object';
  return { apiVersion, items: objects, functionConfig };
}

/** A member that is an object; an empty one where there is none. */
export function objectIn(object: JsonObject, key: string): JsonObject {
  const member = object[key];
  return isJsonObject(member) ? member : {};
}

/** A member that is text, or null. */
export function textIn(object: JsonObject, key: string): string | null {
  const member = object[key];
  return typeof member === 'string' ? member : null;
}
