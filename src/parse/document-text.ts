import type { TextPlace } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../source/source-file.ts';

/** The text of one document, before it is read. Offsets are UTF-16 units in the file. */
export interface DocumentText {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
  /** JSON where kubectl reads the document as JSON; it reads YAML with rules of its own. */
  readonly syntax: 'yaml' | 'json';
}

/** A range inside a document, by offsets from the start of the document. */
export function placeIn(document: DocumentText, from: number, to: number): TextPlace {
  const { file, start, end } = document;
  return {
    file: file.name,
    start: Math.min(start + from, end),
    end: Math.min(start + Math.max(from, to), end),
  };
}
