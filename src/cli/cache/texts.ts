import { digestOf } from './run-digest.ts';
import type { Store } from './store.ts';

/** The digest of a text, by which entries refer to texts that several of them have in common. */
export type TextDigest = Uint8Array;

/** Keeps a text. */
export function keepText(text: string, store: Store): TextDigest {
  const digest = digestOf('text', [text]);
  store.keep(digest, () => ({ head: null, texts: [text] }));
  return digest;
}

/** Null for one that is not kept. */
export function recallText(digest: TextDigest, store: Store): string | null {
  return store.read(digest, ({ texts: [text = null] }) => text);
}
