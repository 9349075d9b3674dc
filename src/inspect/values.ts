import { isJsonList, isJsonObject, type JsonValue } from '../parse/document.ts';
import type { InspectedObject } from './model.ts';

/** The value at a path of a manifest, or null. */
export function valueAt(value: JsonValue, ...path: readonly string[]): JsonValue {
  let at: JsonValue = value;
  for (const step of path) {
    if (!isJsonObject(at) || !Object.hasOwn(at, step)) return null;
    at = at[step] ?? null;
  }
  return at;
}

/** The list at a path; empty where there is none. */
export function listAt(value: JsonValue, ...path: readonly string[]): readonly JsonValue[] {
  const found = valueAt(value, ...path);
  return isJsonList(found) ? found : [];
}

/** Text or number at a path as text; empty where there is none. */
export function textAt(value: JsonValue, ...path: readonly string[]): string {
  const found = valueAt(value, ...path);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

/** `True`, `False` or, where parents or ancestors differ, `Partial`; `Unknown` without a status. */
export function conditionOf({ status }: InspectedObject, type: string): string {
  const lists =
    status === null
      ? []
      : 'conditions' in status
        ? [status.conditions]
        : 'parents' in status
          ? status.parents.map(({ conditions }) => conditions)
          : status.ancestors.map(({ conditions }) => conditions);
  if (lists.length === 0) return 'Unknown';
  const fine = lists.filter((list) =>
    list.some((condition) => condition.type === type && condition.status === 'True'),
  ).length;
  if (fine === lists.length) return 'True';
  return fine === 0 ? 'False' : 'Partial';
}

/** How long ago something was, as kubectl prints it; null for things that never were in a cluster. */
export function ageOf(created: string | null, now: number): string {
  const moment = created === null ? NaN : Date.parse(created);
  if (Number.isNaN(moment)) return '<unknown>';
  const seconds = Math.max(0, Math.floor((now - moment) / 1000));
  if (seconds < 120) return `${String(seconds)}s`;
  if (seconds < 7200) return `${String(Math.floor(seconds / 60))}m`;
  if (seconds < 172_800) return `${String(Math.floor(seconds / 3600))}h`;
  const days = Math.floor(seconds / 86_400);
  return days < 730 ? `${String(days)}d` : `${String(Math.floor(days / 365))}y`;
}

/** The first two of a list, and how many more there are. */
export function shortList(values: readonly string[], none = 'None'): string {
  if (values.length === 0) return none;
  const more = values.length - 2;
  return `${values.slice(0, 2).join(',')}${more > 0 ? ` + ${String(more)} more` : ''}`;
}
