import type { Span } from '../../source/place.ts';
import type { SourceFile } from '../../source/source-file.ts';

/** Looks up lines of the input for code frames. */
export interface SourceLines {
  /** The text of the span's first line, or null when there is none or it must not be shown. */
  readonly lineAt: (span: Span) => string | null;
}

interface IndexedFile {
  readonly text: string;
  /** Offset of each line's first character. */
  readonly lines: readonly number[];
  readonly documents: readonly IndexedDocument[];
}

interface IndexedDocument {
  readonly start: number;
  readonly mayHoldSecret: boolean;
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
      if (lastBefore(file.documents, start)?.mayHoldSecret !== false) return null;
      const end = file.lines[span.start.line] ?? file.text.length;
      return file.text.slice(start, end).replace(/\r?\n$/, '');
    },
  };
}

// Judged by the text alone, as a document may be too broken to have a kind. It errs on the side of
// hiding: a Secret, something that generates one, or PEM in plain or in base64.
const secretMarks =
  /kind["']?\s{0,8}:\s{0,8}["']?Secret\b|secretGenerator|-----BEGIN|LS0tLS1CRUdJTi/;

function indexFile(text: string): IndexedFile {
  const lines = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines.push(at + 1);
  const starts = lines.filter((at) => at === 0 || /^---\s/.test(text.slice(at, at + 4)));
  const documents = starts.map((start, index) => ({
    start,
    mayHoldSecret: secretMarks.test(text.slice(start, starts[index + 1] ?? text.length)),
  }));
  return { text, lines, documents };
}

/** Binary search, as a large file may have many findings. */
function lastBefore(
  documents: readonly IndexedDocument[],
  offset: number,
): IndexedDocument | undefined {
  let low = 0;
  let high = documents.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((documents[middle]?.start ?? Infinity) <= offset) low = middle;
    else high = middle;
  }
  return documents[low];
}
