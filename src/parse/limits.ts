/** Bounds on the input; what goes past one is refused where it does. */
export interface ParseLimits {
  /** UTF-16 units of one file. */
  readonly fileLength: number;
  readonly documents: number;
  /** Open collections at any point of a document. */
  readonly depth: number;
  readonly aliases: number;
  /** Nodes of a document after its aliases are expanded. */
  readonly nodes: number;
  /** Errors of a document that are told apart. */
  readonly errors: number;
}

/** Far above any honest input, far below what would hurt. */
export const defaultLimits: ParseLimits = {
  fileLength: 64 * 1024 * 1024,
  documents: 200_000,
  depth: 64,
  aliases: 1000,
  nodes: 200_000,
  errors: 20,
};
