import type { Packed } from './pack.ts';
import type { Texts } from './texts.ts';

/** How results are kept, but for texts that they have in common. */
export interface Codec<T> {
  readonly encode: (result: T, texts: Texts) => Packed;
  /** Null where a text is gone. */
  readonly decode: (packed: Packed, texts: Texts) => T | null;
}
