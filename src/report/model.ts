import type { Severity } from '../diagnostics/catalog-entry.ts';
import type { Code } from '../diagnostics/catalog.ts';
import type { TargetName } from '../diagnostics/diagnostic.ts';

/** What one run found, as plain data: every report format is made of this and nothing else. */
export interface Report {
  readonly tool: Tool;
  /** Sorted by file, document and item. */
  readonly documents: readonly DocumentReport[];
  /** Sorted by place; those about the input as a whole come last. */
  readonly findings: readonly Finding[];
  /** Findings that a comment or the settings took away: they count nowhere, and do not fail the run. */
  readonly ignored: readonly IgnoredFinding[];
  readonly summary: Summary;
}

export interface Tool {
  readonly name: string;
  readonly version: string;
}

/** The API server's answer to a document, were the document alone in the cluster. */
export type DocumentVerdict = 'valid' | 'invalid' | 'skipped';

/** One document that is not empty, or one item of a List. Null stands for what it does not say. */
export interface DocumentReport {
  readonly file: string;
  /** Counts the non-empty documents of the file from 0. */
  readonly index: number;
  /** Position in `items` when the document is a List, else null. */
  readonly item: number | null;
  readonly apiVersion: string | null;
  readonly kind: string | null;
  readonly namespace: string | null;
  readonly name: string | null;
  readonly verdict: DocumentVerdict;
  /** Why the document is invalid; empty for other verdicts. */
  readonly errors: readonly DocumentError[];
}

export interface DocumentError {
  readonly code: Code;
  /** As the API server prints it; empty for the document as a whole. */
  readonly path: string;
  readonly message: string;
  /** 1-based, as in `Region`. */
  readonly line: number;
  readonly column: number;
}

/** A range of text. Lines and columns are 1-based, columns count UTF-16 units, the end is exclusive. */
export interface Region {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A place in the input and what stands there. */
export interface Location extends Region {
  readonly file: string;
}

export interface ResourceName {
  /** Null when the manifest names none. */
  readonly apiVersion: string | null;
  readonly kind: string;
  /** Null for cluster-scoped kinds. */
  readonly namespace: string | null;
  readonly name: string;
}

export interface Finding {
  readonly code: Code;
  readonly severity: Severity;
  /** True when the finding makes the run fail. */
  readonly failing: boolean;
  readonly message: string;
  /** What happens instead; null when the message says it all. */
  readonly effect: string | null;
  /** Null for findings about the input as a whole. */
  readonly location: Location | null;
  /** Position in the report's documents of the one that the finding is about; null for none. */
  readonly document: number | null;
  readonly resource: ResourceName | null;
  /** Empty for the object as a whole, and where there is no object. */
  readonly path: string;
  /** The target whose output differs; null when the finding holds for every target. */
  readonly target: TargetName | null;
  /** What to write instead. */
  readonly suggestion: string | null;
  readonly related: readonly RelatedPlace[];
}

export interface IgnoredFinding extends Finding {
  readonly reason: string;
}

/** Another place that a finding has to do with. */
export interface RelatedPlace {
  readonly location: Location | null;
  readonly resource: ResourceName | null;
  readonly path: string;
  readonly note: string;
}

/** Counts of everything that was found, also of findings that a report leaves out. */
export interface Summary {
  readonly failed: boolean;
  readonly documents: Readonly<Record<DocumentVerdict, number>>;
  readonly findings: Readonly<Record<Severity, number>>;
  /** Findings that the report does not list, as it was limited. */
  readonly omitted: number;
}
