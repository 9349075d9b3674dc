import type { Node } from 'yaml';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { DocumentText } from './document-text.ts';
import type { Range } from './refusal.ts';

/** What the conversion of one document has to know everywhere. */
export interface Reading {
  readonly document: DocumentText;
  /** The text that was composed; ranges of nodes count from its start. */
  readonly text: string;
  readonly report: Report;
}

/** The range of a node without the comments and blanks after it. */
export function rangeOf(node: Node | null): Range {
  const range = node?.range;
  return range ? [range[0], range[1]] : [0, 0];
}
