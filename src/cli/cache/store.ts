import { readEntry, tidy, writeEntry } from './folder.ts';
import { pack, unpack, type Packed } from './pack.ts';
import { entryKeys, seal, unseal } from './seal.ts';

/** Entries by digests of all that they were made of. Whatever the file system refuses costs time and nothing else. */
export interface Store {
  /** What the reader makes of an entry; null where there is none, it is damaged, or the reader fails or returns null. */
  readonly read: <T>(digest: Uint8Array, reader: (packed: Packed) => T | null) => T | null;
  /** Writes an entry, unless it is there and whole. Nothing is written for null. */
  readonly keep: (digest: Uint8Array, make: () => Packed | null) => void;
  /** Removes what is beyond the limits, if anything was written since the last time. */
  readonly tidy: () => void;
}

/**
 * @param folder - absolute
 * @param clock - milliseconds since 1970
 */
export function makeStore(folder: string, clock: () => number): Store {
  /** By name, what this process knows of entries. */
  const states = new Map<string, 'whole' | 'useless'>();
  let written = false;

  const open = (digest: Uint8Array): { name: string; plain: Buffer | null } => {
    const keys = entryKeys(digest);
    const sealed = readEntry(folder, keys.name, clock());
    return { name: keys.name, plain: sealed === null ? null : unseal(sealed, keys) };
  };

  const read = <T>(digest: Uint8Array, reader: (packed: Packed) => T | null): T | null => {
    const { name, plain } = open(digest);
    const found = plain === null ? null : understood(() => reader(unpack(plain)));
    states.set(name, found === null ? 'useless' : 'whole');
    return found;
  };

  const keep = (digest: Uint8Array, make: () => Packed | null): void => {
    const keys = entryKeys(digest);
    const state = states.get(keys.name);
    if (state === 'whole' || (state === undefined && open(digest).plain !== null)) return;
    const packed = make();
    if (packed === null) return;
    writeEntry(folder, keys.name, seal(pack(packed), keys), clock());
    states.set(keys.name, 'whole');
    written = true;
  };

  return {
    read,
    keep,
    tidy: () => {
      if (written) tidy(folder, clock());
      written = false;
    },
  };
}

/** Null where reading fails: who knows the input of a run can seal anything for it. */
function understood<T>(read: () => T | null): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
