import { child, type Add } from '../problem.ts';

/** Tells where the value at a position stands. */
export type PlaceOf = (position: number) => string;

/** Reports every repetition of a key; what is undefined is no key. */
export function refuseDuplicates(
  what: string,
  keys: readonly (string | undefined)[],
  placeOf: PlaceOf,
  add: Add,
): void {
  const first = new Map<string, number>();
  for (const [position, key] of keys.entries()) {
    if (key === undefined) continue;
    const other = first.get(key);
    if (other === undefined) first.set(key, position);
    else add(placeOf(position), `${what} ${key} is at ${placeOf(other)} too`);
  }
}

/** A value that must not be there twice, and where it stands. */
export type Placed = readonly [key: string, pointer: string];

/** Reports every repetition of a key in a list that is short. */
export function refusePlaced(what: string, placed: readonly Placed[], add: Add): void {
  const keys = placed.map(([key]) => key);
  refuseDuplicates(what, keys, (position) => placed[position]?.[1] ?? '', add);
}

/** Reports every repetition of a name in a list of messages, each at its field `name`. */
export function refuseNames(
  what: string,
  messages: readonly { readonly name?: string }[] | undefined,
  pointer: string,
  add: Add,
): void {
  const names = (messages ?? []).map(({ name }) => name);
  refuseDuplicates(what, names, (position) => child(child(pointer, position), 'name'), add);
}
