import { serialize } from 'node:v8';
import type { EmittedMemory } from '../../compile-memory.ts';
import type { TargetOptions } from '../../target/options.ts';
import type { Emitted } from '../../target/source-map.ts';
import { digestOf } from './run-digest.ts';
import type { Store } from './store.ts';
import { keepText, recallText, type TextDigest } from './texts.ts';

type KeptFile = Pick<Emitted['files'][number], 'path'> & { readonly text: TextDigest };

/**
 * The files of Gateways, kept beyond the run.
 *
 * @param inner - what the run itself remembers
 * @param options - those that the files are made with
 */
export function keptEmissions(
  inner: EmittedMemory,
  options: TargetOptions,
  store: Store,
): EmittedMemory {
  const made = serialize(options);
  const digest = (key: string): Buffer => digestOf('gateway', [made, key]);
  return {
    get: (key) => {
      const known = inner.get(key) ?? recall(digest(key), store);
      if (known === null) return undefined;
      inner.set(key, known);
      return known;
    },
    set: (key, emitted) => {
      inner.set(key, emitted);
      const head = emitted.files.map(({ path, text }): KeptFile => ({
        path,
        text: keepText(text, store),
      }));
      store.keep(digest(key), () => ({ head, texts: [] }));
    },
  };
}

function recall(digest: Buffer, store: Store): Emitted | null {
  return store.read(digest, ({ head }) => {
    const files: Emitted['files'][number][] = [];
    for (const { path, text } of head as readonly KeptFile[]) {
      const known = recallText(text, store);
      if (known === null) return null;
      files.push({ path, text: known });
    }
    return { files, sourceMap: () => [] };
  });
}
