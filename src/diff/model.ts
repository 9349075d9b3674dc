import type { Severity } from '../diagnostics/catalog-entry.ts';
import type { Code } from '../diagnostics/catalog.ts';
import type { TargetName } from '../diagnostics/diagnostic.ts';
import type { Area } from './change.ts';
import type { Hunk } from './lines/hunks.ts';
import type { Risk } from './risk.ts';
import type { Sentence } from './sentence.ts';

/** Two states of manifests compared, as plain data: every format is made of this and nothing else. */
export interface DiffReport {
  readonly tool: { readonly name: string; readonly version: string };
  /** How the user names the sides. */
  readonly base: string;
  readonly head: string;
  /** Something differs in one of the three parts. */
  readonly different: boolean;
  /** The highest risk first. */
  readonly changes: readonly ReportedChange[];
  readonly findings: {
    readonly introduced: readonly ReportedFinding[];
    readonly fixed: readonly ReportedFinding[];
    readonly unchanged: readonly ReportedFinding[];
  };
  readonly files: readonly ReportedFile[];
  /** What was not compared, and why. */
  readonly notes: readonly Note[];
}

export type SideName = 'base' | 'head';

export interface ReportedChange {
  readonly risk: Risk;
  readonly area: Area;
  readonly how: 'added' | 'removed' | 'changed';
  /** `namespace/name` */
  readonly gateway: string;
  readonly sentence: Sentence;
  readonly subjects: readonly string[];
  /** Null when that side has nothing of it. */
  readonly base: ManifestPlace | null;
  readonly head: ManifestPlace | null;
}

/** Where something stands in the manifests; 1-based. */
export interface ManifestPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** `Kind namespace/name` */
  readonly resource: string;
  /** Empty for the object as a whole. */
  readonly path: string;
}

export interface ReportedFinding {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  /** What happens instead; null when the message says it all. */
  readonly effect: string | null;
  /** The target whose output differs; null when the finding holds for every target. */
  readonly target: TargetName | null;
  /** Null for findings about the input as a whole. */
  readonly place: ManifestPlace | null;
}

export interface ReportedFile {
  readonly gateway: string;
  /** Null for a file that the targets share. */
  readonly target: TargetName | null;
  readonly path: string;
  readonly how: 'added' | 'removed' | 'changed';
  /** Null for private keys, which are compared and never shown. */
  readonly hunks: readonly Hunk[] | null;
}

/** A file of one side that was not read. */
export interface Note {
  readonly side: SideName;
  readonly file: string;
  readonly why: string;
}

/** Numbers of lines that come and go in a file. */
export function countLines({ hunks }: ReportedFile): {
  readonly added: number;
  readonly removed: number;
} {
  let [added, removed] = [0, 0];
  for (const { lines } of hunks ?? [])
    for (const { how } of lines) {
      if (how === 'added') added++;
      if (how === 'removed') removed++;
    }
  return { added, removed };
}
