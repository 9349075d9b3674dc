/**
 * The fields of all parts in their order, as `{ ...a, ...b }`. For objects that are made for every route: V8 gives each
 * object whose literal begins with a spread, and adds fields to it, a hidden class of its own. That takes five times the
 * memory, and makes every access to the object slow.
 *
 * Not for objects out of manifests, which may have a key `__proto__`.
 */
export function merged<A extends object, B extends object>(a: A, b: B): A & B;
export function merged<A extends object, B extends object, C extends object>(
  a: A,
  b: B,
  c: C,
): A & B & C;
export function merged(...parts: readonly object[]): object {
  return Object.assign({}, ...parts) as object;
}
