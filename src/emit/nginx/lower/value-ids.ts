import { createDigests } from './digests.ts';

/** Gives each distinct value a short name that is safe in map keys and the same in every run. */
export interface ValueIds {
  readonly idOf: (value: string) => string;
  /** In the order of their first use. */
  readonly entries: () => readonly (readonly [value: string, id: string])[];
}

// Lower case only: keys of a map are compared without case. `#` keeps digests and values apart.
const readable = /^[a-z0-9][a-z0-9._-]{0,40}$/;

export function createValueIds(): ValueIds {
  const ids = new Map<string, string>();
  const digestOf = createDigests();
  return {
    idOf: (value) => {
      const known = ids.get(value);
      if (known !== undefined) return known;
      const id = readable.test(value) ? value : `#${digestOf(value)}`;
      ids.set(value, id);
      return id;
    },
    entries: () => [...ids],
  };
}
