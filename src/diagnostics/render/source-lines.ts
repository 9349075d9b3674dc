import type { Span } from '../../source/place.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { lastAtMost } from '../../util/last-at-most.ts';
import { lineStartsOf, type LineStarts } from '../../util/line-starts.ts';

/** Looks up lines of the input for code frames. */
export interface SourceLines {
  /** The text of the span's first line, or null when there is none or it must not be shown. */
  readonly lineAt: (span: Span) => string | null;
}

interface IndexedFile {
  readonly text: string;
  /** Offset of each line's first character. */
  readonly lines: LineStarts;
  /** Offsets, ascending. */
  readonly documents: readonly number[];
  /** By the offset of the document, for those that were asked about. */
  readonly secrets: Map<number, boolean>;
}

/** Files are indexed when a frame first needs them. */
export function sourceLines(files: readonly SourceFile[]): SourceLines {
  const texts = new Map(files.map((file) => [file.name, file.text]));
  const indexed = new Map<string, IndexedFile>();

  function indexOf(name: string): IndexedFile | null {
    const known = indexed.get(name);
    if (known !== undefined) return known;
    const text = texts.get(name);
    if (text === undefined) return null;
    const file = indexFile(text);
    indexed.set(name, file);
    return file;
  }

  return {
    lineAt: (span) => {
      const file = indexOf(span.file);
      const start = file?.lines[span.start.line - 1];
      if (file === null || start === undefined) return null;
      if (mayHoldSecret(file, start)) return null;
      const end = file.lines[span.start.line] ?? file.text.length;
      return file.text.slice(start, end).replace(/\r?\n$/, '');
    },
  };
}

// Judged by the text alone, as a document may be too broken to have a kind. It errs on the side of
// hiding: a Secret, something that generates one, or PEM in plain or in base64.
const secretMarks =
  /kind["']?\s{0,8}:\s{0,8}["']?Secret\b|secretGenerator|-----BEGIN|LS0tLS1CRUdJTi/;

function mayHoldSecret({ text, documents, secrets }: IndexedFile, offset: number): boolean {
  const index = lastAtMost(documents, offset);
  const start = documents[index] ?? 0;
  const known = secrets.get(start);
  if (known !== undefined) return known;
  const found = secretMarks.test(text.slice(start, documents[index + 1] ?? text.length));
  secrets.set(start, found);
  return found;
}

function indexFile(text: string): IndexedFile {
  const documents = [0];
  for (let at = text.indexOf('\n---'); at !== -1; at = text.indexOf('\n---', at + 1))
    if (/^\s/.test(text.charAt(at + 4))) documents.push(at + 1);
  return { text, lines: lineStartsOf(text), documents, secrets: new Map() };
}
