import type { FieldPath } from '../source/field-path.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../parse/document.ts';
import type { Structure } from './schema-set.ts';

/** What does not fit a schema's structure. */
export type StructureProblem =
  | { readonly kind: 'unknown'; readonly path: FieldPath; readonly known: readonly string[] }
  | { readonly kind: 'experimental'; readonly path: FieldPath }
  | { readonly kind: 'duplicate'; readonly path: FieldPath; readonly first: number };

/**
 * A value as the API server would store it: without unknown fields, with defaults. What has nothing to
 * change is returned as it is.
 */
export function applyStructure(
  value: JsonValue,
  structure: Structure,
  report: (problem: StructureProblem) => void,
  path: FieldPath = [],
): JsonValue {
  if (Array.isArray(value))
    return applyToList(value as readonly JsonValue[], structure, report, path);
  if (!isJsonObject(value)) return value;
  const changed = new Map<string, JsonValue | undefined>();
  for (const [name, each] of Object.entries(value)) {
    const inner = structureOf(structure, name);
    if (inner === null) {
      report(unknownField(structure, [...path, name]));
      changed.set(name, undefined);
    } else if (each === null && inner.d !== undefined) {
      // A null where a default exists is dropped before defaults are set.
      changed.set(name, inner.d);
    } else {
      const applied = applyStructure(each, inner, report, [...path, name]);
      if (applied !== each) changed.set(name, applied);
    }
  }
  for (const [name, inner] of Object.entries(structure.p ?? {}))
    if (inner.d !== undefined && !Object.hasOwn(value, name))
      changed.set(name, applyStructure(inner.d, inner, report, [...path, name]));
  return changed.size === 0 ? value : withChanges(value, changed);
}

const free: Structure = { x: true };

function structureOf(structure: Structure, name: string): Structure | null {
  const { p, a, x } = structure;
  if (p !== undefined && Object.hasOwn(p, name)) return p[name] ?? null;
  if (a !== undefined) return a;
  return x === true ? free : null;
}

function unknownField(structure: Structure, path: FieldPath): StructureProblem {
  const name = path[path.length - 1];
  if (structure.e?.some((each) => each === name) === true) return { kind: 'experimental', path };
  return { kind: 'unknown', path, known: Object.keys(structure.p ?? {}) };
}

function withChanges(
  value: JsonObject,
  changed: ReadonlyMap<string, JsonValue | undefined>,
): JsonObject {
  const copy = Object.create(null) as Record<string, JsonValue>;
  for (const [name, each] of Object.entries(value)) if (!changed.has(name)) copy[name] = each;
  for (const [name, each] of changed) if (each !== undefined) copy[name] = each;
  return copy;
}

function applyToList(
  list: readonly JsonValue[],
  structure: Structure,
  report: (problem: StructureProblem) => void,
  path: FieldPath,
): JsonValue {
  const { i, k, s } = structure;
  if (i === undefined) return list;
  const items = list.map((item, position) => applyStructure(item, i, report, [...path, position]));
  if (k !== undefined || s === true) checkUnique(items, k, path, report);
  return items.every((item, position) => item === list[position]) ? list : items;
}

/** x-kubernetes-list-type `set` and `map`: no two items are equal, or have equal keys. */
function checkUnique(
  items: readonly JsonValue[],
  keys: readonly string[] | undefined,
  path: FieldPath,
  report: (problem: StructureProblem) => void,
): void {
  const seen = new Map<string, number>();
  for (const [position, item] of items.entries()) {
    const identity =
      keys === undefined
        ? item
        : isJsonObject(item)
          ? keys.map((key) => item[key] ?? null)
          : [position];
    const text = JSON.stringify(identity);
    const first = seen.get(text);
    if (first === undefined) seen.set(text, position);
    else report({ kind: 'duplicate', path: [...path, position], first });
  }
}
