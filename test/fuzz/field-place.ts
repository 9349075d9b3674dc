import type { LocatedDiagnostic } from '../../src/diagnostics/located.ts';
import { isJsonList, isJsonObject, parseFiles, type JsonValue } from '../../src/parse/index.ts';
import { formatFieldPath, type FieldPath } from '../../src/source/field-path.ts';
import type { DocumentRef } from '../../src/source/place.ts';
import type { SourceFile } from '../../src/source/source-file.ts';

/**
 * Makes a check of the fields that errors are about: null for those that the document has, or whose parent it has,
 * else what is wrong. The file is parsed when the first of them is looked at.
 */
export function makeFieldCheck(file: SourceFile): (found: LocatedDiagnostic) => string | null {
  let documents: ReadonlyMap<string, JsonValue> | null = null;
  return (found) => {
    const { place, code } = found;
    if (place.kind === 'input') return null;
    if (place.kind === 'text') return textCodes.test(code) ? null : 'no field';
    documents ??= documentsOf(file);
    const { document, path } = place.origin;
    const root = documents.get(keyOf(document));
    if (root === undefined) return 'a field of a document that is not there';
    if (path.length === 0) return 'an empty path';
    const missing = path.slice(reach(root, path));
    if (missing.length <= 1 || withoutParent.has(formatFieldPath(missing))) return null;
    return `there is no ${formatFieldPath(path)}, nor what it would be part of`;
  };
}

/** What is no field yet, or a comment. */
const textCodes = /^(?:parse|suppression)\//;
/** The API server asks for a name even where there is no metadata to hold it. */
const withoutParent: ReadonlySet<string> = new Set(['metadata.name', 'metadata.namespace']);

function documentsOf(file: SourceFile): ReadonlyMap<string, JsonValue> {
  const { documents } = parseFiles([file]).value;
  return new Map(documents.map(({ ref, value }) => [keyOf(ref), value]));
}

function keyOf({ file, start, item }: DocumentRef): string {
  return JSON.stringify([file, start, item]);
}

/** How many steps of a path lead to something. */
function reach(root: JsonValue, path: FieldPath): number {
  let value = root;
  for (const [done, step] of path.entries()) {
    const next = stepInto(value, step);
    if (next === undefined) return done;
    value = next;
  }
  return path.length;
}

function stepInto(value: JsonValue, step: string | number): JsonValue | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  if (isJsonList(value)) return typeof step === 'number' ? value[step] : undefined;
  return isJsonObject(value) && typeof step === 'string' ? value[step] : undefined;
}
