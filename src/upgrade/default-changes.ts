import { atField, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Release } from '../model/release.ts';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../parse/document.ts';
import { formatFieldPath, type FieldPath } from '../source/field-path.ts';
import type { ValidObject } from '../validate/object.ts';

/** Fields that the later release would store with another value, though the manifest stays the same. */
export function defaultChanges(
  before: ValidObject,
  after: ValidObject,
  release: Release,
): readonly Diagnostic[] {
  return differences(before.value, after.value, []).map(({ path, was, is }) =>
    atField(
      'upgrade/default-changed',
      { document: before.document, resource: before.id, path },
      { field: formatFieldPath(path), was: show(was), is: show(is), release },
    ),
  );
}

interface Difference {
  readonly path: FieldPath;
  readonly was: JsonValue | undefined;
  readonly is: JsonValue | undefined;
}

function differences(
  was: JsonValue | undefined,
  is: JsonValue | undefined,
  path: FieldPath,
): readonly Difference[] {
  if (was === is) return [];
  if (isList(was) && isList(is) && was.length === is.length)
    return was.flatMap((item, position) => differences(item, is[position], [...path, position]));
  if (isObject(was) && isObject(is))
    return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((name) =>
      differences(was[name], is[name], [...path, name]),
    );
  return [{ path, was, is }];
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return value !== undefined && isJsonList(value);
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return value !== undefined && isJsonObject(value);
}

function show(value: JsonValue | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
