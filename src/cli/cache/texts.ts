import { digestOf } from './run-digest.ts';
import type { Store } from './store.ts';

/** The digest of a text, by which entries refer to texts that several of them have in common. */
export type TextDigest = Uint8Array;

/** Texts that several entries have in common. */
export interface Texts {
  readonly keep: (text: string) => TextDigest;
  /** Null for one that is not kept. */
  readonly recall: (digest: TextDigest) => string | null;
}

export function textsIn(store: Store): Texts {
  // Texts as long as these are told apart by their lengths or found to be the same object.
  const digests = new Map<string, TextDigest>();
  return {
    keep: (text) => {
      const known = digests.get(text);
      if (known !== undefined) return known;
      const digest = digestOf('text', [text]);
      digests.set(text, digest);
      store.keep(digest, () => ({ head: null, texts: [text] }));
      return digest;
    },
    recall: (digest) => {
      const text = store.read(digest, ({ texts: [first = null] }) => first);
      if (text !== null) digests.set(text, digest);
      return text;
    },
  };
}
