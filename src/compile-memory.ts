import { makeReadMemory, type ReadMemory } from './parse/index.ts';
import type { Emitted } from './target/source-map.ts';
import { makeJudgeMemory, type JudgeMemory } from './validate/index.ts';

/** What compiling several states with the same options has in common. It changes how long that takes, and nothing else. */
export interface CompileMemory extends DocumentMemory {
  readonly emitted: EmittedMemory;
}

/** What is known of single documents. */
export interface DocumentMemory {
  readonly reading: ReadMemory;
  readonly judging: JudgeMemory;
  /** Is called when all documents were judged; a memory of one run can let go of them then. */
  readonly settle: () => void;
}

/** Files of Gateways by target and what they were made of (`emissionKey`); a Map, or something that keeps them elsewhere. */
export interface EmittedMemory {
  readonly get: (key: string) => Emitted | undefined;
  readonly set: (key: string, emitted: Emitted) => unknown;
}

/** A memory that has everything itself. */
export interface OwnMemory extends CompileMemory {
  readonly emitted: Map<string, Emitted>;
}

export function makeCompileMemory(): OwnMemory {
  return {
    reading: makeReadMemory(),
    judging: makeJudgeMemory(),
    settle: () => {},
    emitted: new Map(),
  };
}
