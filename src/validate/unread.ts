import type { FieldTree } from '../model/understood.ts';
import { isJsonList, type JsonValue } from '../parse/document.ts';
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
  const found: FieldPath[] = [];
  collect(value, tree, { steps: [...path], found });
  return found;
}

interface Walk {
  readonly steps: (string | number)[];
  readonly found: FieldPath[];
}

function collect(value: JsonValue, tree: FieldTree, walk: Walk): void {
  if (tree === true || typeof value !== 'object' || value === null) return;
  const { steps } = walk;
  if (isJsonList(value)) {
    for (let position = 0; position < value.length; position++) {
      steps.push(position);
      collect(value[position] ?? null, tree, walk);
      steps.pop();
    }
    return;
  }
  for (const name in value) {
    const inner = Object.hasOwn(tree, name) ? tree[name] : undefined;
    if (inner === undefined) {
      if (!isFilterBody(steps)) walk.found.push([...steps, name]);
      continue;
    }
    steps.push(name);
    collect((value as Readonly<Record<string, JsonValue>>)[name] ?? null, inner, walk);
    steps.pop();
  }
}

function isFilterBody(path: FieldPath): boolean {
  return path.at(-2) === 'filters';
}
