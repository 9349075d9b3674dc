import { isJsonList, type JsonValue } from './document.ts';

/** A `JsonObject` while it is being filled. */
export type OpenObject = Record<string, JsonValue>;

/**
 * An object without prototype, in which `__proto__` and `constructor` are keys like any other. Made this way
 * engines lay it out by its keys, as any other; what `Object.create(null)` makes is a hash table, which is
 * slower and a third larger.
 */
export function openObject(): OpenObject {
  return Object.setPrototypeOf({}, null) as OpenObject;
}

/**
 * Makes all objects of a value that `JSON.parse` returned such as `openObject` makes them. It changes the value itself,
 * which nobody else has seen yet.
 */
export function adoptJson(value: JsonValue): void {
  if (value === null || typeof value !== 'object') return;
  if (isJsonList(value)) {
    for (const item of value) adoptJson(item);
    return;
  }
  Object.setPrototypeOf(value, null);
  for (const key in value) adoptJson(value[key] ?? null);
}

/**
 * A deep copy, so that no two places of a document share a value.
 *
 * @param onValue - called for each value that is copied; may throw to end the copying.
 */
export function copyValue(value: JsonValue, onValue: () => void): JsonValue {
  onValue();
  if (value === null || typeof value !== 'object') return value;
  if (isJsonList(value)) return value.map((item) => copyValue(item, onValue));
  const copy = openObject();
  for (const [key, member] of Object.entries(value)) copy[key] = copyValue(member, onValue);
  return copy;
}
