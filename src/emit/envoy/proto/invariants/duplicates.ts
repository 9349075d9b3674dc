import { child, type Add } from '../problem.ts';

/** A value that must not be there twice, and where it stands. */
export type Placed = readonly [key: string, pointer: string];

/** Reports every repetition of a key. */
export function refuseDuplicates(what: string, placed: readonly Placed[], add: Add): void {
  const first = new Map<string, string>();
  for (const [key, pointer] of placed) {
    const other = first.get(key);
    if (other === undefined) first.set(key, pointer);
    else add(pointer, `${what} ${key} is at ${other} too`);
  }
}

/** The names of a list of messages, each at its field `name`. */
export function namesOf(
  messages: readonly { readonly name?: string }[] | undefined,
  pointer: string,
): readonly Placed[] {
  return (messages ?? []).flatMap(({ name }, position) =>
    name === undefined ? [] : [[name, child(child(pointer, position), 'name')] as const],
  );
}
