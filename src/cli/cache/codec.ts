import type { Packed } from './pack.ts';
import type { Store } from './store.ts';

/** How results are kept; the store is for parts that they have in common. */
export interface Codec<T> {
  readonly encode: (result: T, store: Store) => Packed;
  /** Null where a part is gone. */
  readonly decode: (packed: Packed, store: Store) => T | null;
}
