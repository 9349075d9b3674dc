import { serialize } from 'node:v8';
import type { EmittedMemory } from '../../compile-memory.ts';
import type { TargetOptions } from '../../target/options.ts';
import type { Emitted } from '../../target/source-map.ts';
import { digestOf } from './run-digest.ts';
import type { Store } from './store.ts';
import type { TextDigest, Texts } from './texts.ts';

type KeptFile = Pick<Emitted['files'][number], 'path'> & { readonly text: TextDigest };

/** Where parts of results are. */
export interface Shelf {
  readonly store: Store;
  readonly texts: Texts;
}

/**
 * The files of Gateways, kept beyond the run.
 *
 * @param inner - what the run itself remembers
 * @param options - those that the files are made with
 */
export function keptEmissions(
  inner: EmittedMemory,
  options: TargetOptions,
  { store, texts }: Shelf,
): EmittedMemory {
  const made = serialize(options);
  const digest = (key: string): Buffer => digestOf('gateway', [made, key]);
  return {
    get: (key) => {
      const known = inner.get(key) ?? recall(digest(key), { store, texts });
      if (known === null) return undefined;
      inner.set(key, known);
      return known;
    },
    set: (key, emitted) => {
      inner.set(key, emitted);
      const head = emitted.files.map(({ path, text }): KeptFile => ({
        path,
        text: texts.keep(text),
      }));
      store.keep(digest(key), () => ({ head, texts: [] }));
    },
  };
}

function recall(digest: Buffer, { store, texts }: Shelf): Emitted | null {
  return store.read(digest, ({ head }) => {
    const files: Emitted['files'][number][] = [];
    for (const { path, text } of head as readonly KeptFile[]) {
      const known = texts.recall(text);
      if (known === null) return null;
      files.push({ path, text: known });
    }
    return { files, sourceMap: () => [] };
  });
}
