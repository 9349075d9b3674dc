import type { FieldPath } from '../source/field-path.ts';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../parse/document.ts';
import { openObject } from '../parse/json-object.ts';
import type { Structure } from './schema-set.ts';

/** What does not fit a schema's structure. */
export type StructureProblem =
  | { readonly kind: 'unknown'; readonly path: FieldPath; readonly known: readonly string[] }
  | { readonly kind: 'experimental'; readonly path: FieldPath }
  | { readonly kind: 'duplicate'; readonly path: FieldPath; readonly first: number };

interface Walk {
  /** The way to the value at hand, as it is only written down when something is wrong there. */
  readonly steps: (string | number)[];
  readonly report: (problem: StructureProblem) => void;
}

/**
 * A value as the API server would store it: without unknown fields, with defaults. What has nothing to
 * change is returned as it is.
 */
export function applyStructure(
  value: JsonValue,
  structure: Structure,
  report: (problem: StructureProblem) => void,
): JsonValue {
  return apply(value, structure, { steps: [], report });
}

function apply(value: JsonValue, structure: Structure, walk: Walk): JsonValue {
  if (typeof value !== 'object' || value === null || structure.free) return value;
  return isJsonList(value)
    ? applyToList(value, structure, walk)
    : applyToObject(value, structure, walk);
}

function applyToObject(object: JsonObject, structure: Structure, walk: Walk): JsonObject {
  let copy: Record<string, JsonValue> | null = null;
  for (const name in object) {
    const value = object[name] as JsonValue;
    const stored = storedField(name, value, structure, walk);
    if (stored === value) continue;
    copy ??= copyOf(object);
    if (stored === undefined) Reflect.deleteProperty(copy, name);
    else copy[name] = stored;
  }
  if (structure.f !== undefined)
    for (const name of structure.f) {
      if (Object.hasOwn(object, name)) continue;
      const inner = structure.p?.get(name);
      if (inner?.d === undefined) continue;
      copy ??= copyOf(object);
      walk.steps.push(name);
      copy[name] = apply(inner.d, inner, walk);
      walk.steps.pop();
    }
  return copy ?? object;
}

/** What is stored of a field; undefined for one that is not. */
function storedField(
  name: string,
  value: JsonValue,
  structure: Structure,
  walk: Walk,
): JsonValue | undefined {
  const inner = structureOf(structure, name);
  if (inner === null) {
    walk.report(unknownField(structure, [...walk.steps, name]));
    return undefined;
  }
  if (inner === 'free') return value;
  // A null where a default exists is dropped before defaults are set.
  if (value === null) return inner.d ?? value;
  if (typeof value !== 'object') return value;
  walk.steps.push(name);
  const stored = apply(value, inner, walk);
  walk.steps.pop();
  return stored;
}

function copyOf(object: JsonObject): Record<string, JsonValue> {
  const copy = openObject();
  for (const name in object) copy[name] = object[name] as JsonValue;
  return copy;
}

/** Null for a field that is not known and not kept. */
function structureOf({ p, a, x }: Structure, name: string): Structure | 'free' | null {
  return p?.get(name) ?? a ?? (x ? 'free' : null);
}

function unknownField(structure: Structure, path: FieldPath): StructureProblem {
  const name = path[path.length - 1];
  if (structure.e?.some((each) => each === name) === true) return { kind: 'experimental', path };
  return { kind: 'unknown', path, known: [...(structure.p?.keys() ?? [])] };
}

function applyToList(
  list: readonly JsonValue[],
  structure: Structure,
  walk: Walk,
): readonly JsonValue[] {
  const { i, k, s } = structure;
  if (i === undefined) return list;
  let copy: JsonValue[] | null = null;
  for (let position = 0; position < list.length; position++) {
    const item = list[position] as JsonValue;
    if (typeof item !== 'object') continue;
    walk.steps.push(position);
    const stored = apply(item, i, walk);
    walk.steps.pop();
    if (stored === item) continue;
    copy ??= [...list];
    copy[position] = stored;
  }
  const items = copy ?? list;
  if (items.length > 1 && (k !== undefined || s)) checkUnique(items, k, walk);
  return items;
}

/** x-kubernetes-list-type `set` and `map`: no two items are equal, or have equal keys. */
function checkUnique(
  items: readonly JsonValue[],
  keys: readonly string[] | undefined,
  { steps, report }: Walk,
): void {
  const seen = new Map<string, number>();
  for (const [position, item] of items.entries()) {
    const text = identityOf(item, keys, position);
    const first = seen.get(text);
    if (first === undefined) seen.set(text, position);
    else report({ kind: 'duplicate', path: [...steps, position], first });
  }
}

function identityOf(
  item: JsonValue,
  keys: readonly string[] | undefined,
  position: number,
): string {
  if (keys === undefined) return JSON.stringify(item);
  if (!isJsonObject(item)) return String(position);
  return JSON.stringify(keys.map((key) => item[key] ?? null));
}
