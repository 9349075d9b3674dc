import type { Origin } from '../source/place.ts';
import type { FilePath } from './file-path.ts';

/** Which manifest field made which part of an output file (`--source-map`). */
export interface SourceMapEntry {
  /** Relative to the Gateway's folder. */
  readonly path: string;
  readonly at: OutputPlace;
  readonly origin: Origin;
}

/** A 1-based line of a text file, or an RFC 6901 pointer into a JSON file. */
export type OutputPlace =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'pointer'; readonly pointer: string };

/** What a target makes of one Gateway. */
export interface Emitted {
  readonly files: readonly { readonly path: FilePath; readonly text: string }[];
  /** Everything is made once more for it, with its origins, as hardly anybody asks. */
  readonly sourceMap: () => readonly SourceMapEntry[];
}
