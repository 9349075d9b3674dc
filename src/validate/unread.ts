import type { FieldTree } from '../model/understood.ts';
import { isJsonObject, isJsonList, type JsonValue } from '../parse/document.ts';
import type { FieldPath } from '../source/field-path.ts';

/**
 * Fields of a value that are not in the tree of those that we read, outermost first. Filters of types that
 * we do not know are left to the stage that knows what becomes of their requests.
 */
export function findUnread(
  value: JsonValue,
  tree: FieldTree,
  path: FieldPath = [],
): readonly FieldPath[] {
  if (tree === true || value === null) return [];
  if (isJsonList(value))
    return value.flatMap((item, position) => findUnread(item, tree, [...path, position]));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, each]) => {
    const inner = Object.hasOwn(tree, name) ? tree[name] : undefined;
    if (inner !== undefined) return findUnread(each, inner, [...path, name]);
    return isFilterBody(path) ? [] : [[...path, name]];
  });
}

function isFilterBody(path: FieldPath): boolean {
  return path.at(-2) === 'filters';
}
