import { makeReadMemory, type ReadMemory } from './parse/index.ts';
import type { Emitted } from './target/source-map.ts';

/** What compiling several states has in common. It changes how long that takes, and nothing else. */
export interface CompileMemory {
  readonly reading: ReadMemory;
  /** Files of Gateways by target and what they were made of. */
  readonly emitted: Map<string, Emitted>;
}

export function makeCompileMemory(): CompileMemory {
  return { reading: makeReadMemory(), emitted: new Map() };
}
