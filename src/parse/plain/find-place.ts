import type { FieldPart } from '../../diagnostics/diagnostic.ts';
import type { FieldPath } from '../../source/field-path.ts';
import { isJsonList, type JsonValue } from '../document.ts';
import type { Range } from '../refusal.ts';
import type { EntryPlace, PlacedDocument } from './places.ts';

/**
 * Where a field of a plain document is shown, as `findField` and the locator have it.
 *
 * @returns null for what only the tree of `yaml` can tell: where blocks end, and where what is in brackets stands.
 */
export function findPlace(
  { value: root, places }: PlacedDocument,
  path: FieldPath,
  part: FieldPart,
): Range | null {
  let value: JsonValue = root;
  let found: EntryPlace | null = null;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return found?.key ?? shownPart(found, part);
    const entries = places.get(value);
    if (entries === undefined) return null;
    const next: EntryPlace | undefined = entries.get(isJsonList(value) ? step : String(step));
    // A missing field is best shown at its parent's key: the parent may go over many lines.
    if (next === undefined) return found?.key ?? shownPart(found, part);
    found = next;
    value = isJsonList(value) ? (value[Number(step)] ?? null) : (value[step] ?? null);
  }
  return shownPart(found, part);
}

function shownPart(place: EntryPlace | null, part: FieldPart): Range | null {
  if (place === null) return null;
  const { key, value } = place;
  if (typeof value === 'object') return key === null || part === 'value' ? value : key;
  return part === 'value' && value === 'lines' ? null : key;
}
