/** How much input the reader takes on; more is refused with a diagnostic. Lengths are UTF-16 units. */
export interface ParseLimits {
  /** Length of one file. */
  readonly fileLength: number;
  /** Length of all files together. */
  readonly totalLength: number;
  /** Non-empty documents of all files together. */
  readonly documents: number;
  /** Levels of mappings and lists within each other, in one document. */
  readonly depth: number;
  /** Scalars, indicators and separators of one document. */
  readonly tokens: number;
  /** Length of one scalar as it stands in the text. */
  readonly scalarLength: number;
  /** Length of one mapping key. */
  readonly keyLength: number;
  /** Aliases (`*name`) of one document. */
  readonly aliases: number;
  /** Values that the aliases of one document may add to it. */
  readonly aliasedValues: number;
  /** Findings that are listed for one document. */
  readonly findings: number;
}

/**
 * Far above what people write and what `kubectl get -o yaml` prints, far below what hurts. The depth
 * stays low because Node 20 can abort, not throw, when a regular expression is compiled near the end
 * of the stack; no Gateway API object is deeper than 20.
 */
export const defaultLimits: ParseLimits = {
  fileLength: 128 * 1024 * 1024,
  totalLength: 256 * 1024 * 1024,
  documents: 500_000,
  depth: 64,
  tokens: 10_000_000,
  scalarLength: 1024 * 1024,
  keyLength: 1024,
  aliases: 1000,
  aliasedValues: 10_000,
  findings: 100,
};
